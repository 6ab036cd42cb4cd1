package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;

/** The peer broke the protocol. Says what that ends, and with which status, as the spec's errors table has it. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What the error ends. */
    public enum Scope {
        /** One call; others don't notice. */
        STREAM,
        /** The connection: what follows can't be understood or trusted. */
        CONNECTION
    }

    private final Scope scope;
    private final transient Status status;

    private WireException(Scope scope, Status status) {
        // No stack trace: a peer must not be able to make this side walk its stack for every bad frame.
        super(status.toString(), null, false, false);
        this.scope = scope;
        this.status = status;
    }

    /** An error that ends the connection. */
    public static WireException connection(StatusCode code, String message) {
        return new WireException(Scope.CONNECTION, code.withMessage(message));
    }

    /** An error that ends one stream. */
    public static WireException stream(StatusCode code, String message) {
        return new WireException(Scope.STREAM, code.withMessage(message));
    }

    /** A body that can't be read as the spec draws it (row 6): ends the connection with INTERNAL. */
    public static WireException malformed(String message) {
        return connection(StatusCode.INTERNAL, message);
    }

    public Scope scope() {
        return scope;
    }

    /** What the peer is told. */
    public Status status() {
        return status;
    }
}
