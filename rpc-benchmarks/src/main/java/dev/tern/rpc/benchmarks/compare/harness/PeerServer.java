package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;

/** An echo server that runs. */
public interface PeerServer extends AutoCloseable {
    /** Where it listens. */
    int port();

    /** How many one-way calls have reached their handler, ever. Any thread may ask. */
    default long received() {
        return 0;
    }

    /** Ends it. */
    @Override
    void close() throws IOException;
}
