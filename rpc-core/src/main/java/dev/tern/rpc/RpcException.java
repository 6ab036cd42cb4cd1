package dev.tern.rpc;

import java.time.Duration;

/**
 * A call that failed, or on the server the wish to end a call with a status. Unchecked: whether a caller can do
 * anything about a failed call is for the caller to know.
 */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    /** Ends a handler's call with this status, or reports a failure of which no more is known. */
    public RpcException(Status status) {
        this(Outcome.of(status));
    }

    /** Reports how a call ended; the exception's message is the outcome in one line. */
    public RpcException(Outcome outcome) {
        super(outcome.toString(), outcome.status().cause().orElse(null));
        this.outcome = outcome;
    }

    /** Ends a handler's call with this status and trailing metadata. */
    public RpcException(Status status, Metadata trailers) {
        this(new Outcome(status, trailers, Origin.THIS_SIDE, "", "", CallPhase.UNSENT, Duration.ZERO));
    }

    public Outcome outcome() {
        return outcome;
    }

    public Status status() {
        return outcome.status();
    }

    public StatusCode code() {
        return outcome.status().code();
    }

    /** The metadata that came with the status; empty if this side decided. */
    public Metadata trailers() {
        return outcome.trailers();
    }

    /** Which side decided. */
    public Origin origin() {
        return outcome.origin();
    }
}
