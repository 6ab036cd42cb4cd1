package dev.tern.rpc.transport;

import dev.tern.rpc.Status;
import java.net.SocketAddress;

/** A live link to a peer: what both sides have of it. Safe for any number of threads. */
public interface Connection {
    /** The other side's address. */
    SocketAddress peer();

    /**
     * Ends the connection in good order: tells the peer to open no more streams, lets those there are run to their end,
     * then closes; both sides hear of that as UNAVAILABLE. Idempotent.
     */
    void drain();

    /** Ends the connection at once; every stream on it is closed with this status. Idempotent. */
    void close(Status reason);
}
