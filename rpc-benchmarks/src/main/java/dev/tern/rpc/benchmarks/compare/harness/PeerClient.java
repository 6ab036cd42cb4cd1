package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * Makes calls of one server. The request is made once, when the client is; each call sends it. Any thread may start a call; most
 * are started by the thread that completed the one before.
 */
public interface PeerClient extends AutoCloseable {
    /** Starts a call and, when it is over, tells so, once; it may do so before this method returns. */
    void call(Completion done) throws Exception;

    /** Sends a one-way call; tells once it is handed to the socket, and may do so before this method returns. */
    default void oneWay(Completion done) throws Exception {
        throw new UnsupportedOperationException("one-way calls");
    }

    /** Starts a stream of so many messages that the server sends. */
    default void stream(int messages, StreamEvents events) throws Exception {
        throw new UnsupportedOperationException("streams");
    }

    /** What calls on the connection of that number, where the conditions say more than one; closed with this. */
    default PeerClient connection(int number) {
        return this;
    }

    /**
     * Makes the threads that call, a thread for each call in flight, where {@link #call} returns after the call is over. Empty where it returns at once.
     */
    default Optional<ThreadFactory> callers() {
        return Optional.empty();
    }

    /** Ends it with its connections. No calls are in flight any more. */
    @Override
    void close() throws IOException;
}
