package dev.tern.rpc.transport;

import dev.tern.rpc.Status;
import dev.tern.rpc.TlsSession;
import java.net.SocketAddress;
import java.util.Optional;

/** A live link to a peer: what both sides have of it. Safe for any number of threads. */
public interface Connection {
    /** The other side's address. */
    SocketAddress peer();

    /** What its TLS handshake has settled; empty if it has no TLS, which is the default. */
    default Optional<TlsSession> tls() {
        return Optional.empty();
    }

    /**
     * Whether nobody on the way can read what is sent, so that secrets may be. Default: if it has TLS. A transport that
     * never leaves the process says true.
     */
    default boolean isSecure() {
        return tls().isPresent();
    }

    /**
     * Ends the connection in good order: tells the peer to open no more streams, lets those there are run to their end,
     * then closes; both sides hear of that as UNAVAILABLE. Idempotent.
     */
    void drain();

    /** Ends the connection at once; every stream on it is closed with this status. Idempotent. */
    void close(Status reason);
}
