package dev.tern.rpc.transport;

import java.net.SocketAddress;

/** A place where connections are accepted. */
public interface ListeningPort extends AutoCloseable {
    /** Where it listens; the real port if port 0 was asked for. */
    SocketAddress address();

    /** Accepts no more connections; those there are live on. Idempotent; returns when the port is free. */
    @Override
    void close();
}
