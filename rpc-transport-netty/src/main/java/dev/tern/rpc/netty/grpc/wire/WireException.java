package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;

/**
 * The peer broke gRPC's rules inside one call: a stream error with the status that the call ends with. What breaks HTTP/2
 * itself never comes this far.
 */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    private WireException(Status status) {
        // No stack trace: a peer must not be able to make this side walk its stack for every bad field.
        super(status.toString(), null, false, false);
        this.status = status;
    }

    /** A breach, and how the call ends for it. */
    public static WireException of(StatusCode code, String message) {
        return new WireException(code.withMessage(message));
    }

    /** How the call ends; also what the peer is told, if there is still a way. */
    public Status status() {
        return status;
    }
}
