package dev.tern.rpc;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything known of how a call ended.
 *
 * @param status the status
 * @param trailers the metadata the server sent with the status; empty if this side decided
 * @param origin which side decided
 * @param method the full name of the method, or empty if not known
 * @param peer the other side's address, or empty if the call never had one
 * @param phase how far the call had come
 * @param elapsed the time from the start of the call to its end
 * @param allowed the time from the start of the call to its deadline; empty if it had none
 */
public record Outcome(
        Status status,
        Metadata trailers,
        Origin origin,
        String method,
        String peer,
        CallPhase phase,
        Duration elapsed,
        Optional<Duration> allowed) {
    /** Success with no trailers: shared, so that a call that went well allocates nothing for it. */
    public static final Outcome OK =
            new Outcome(Status.OK, Metadata.EMPTY, Origin.PEER, "", "", CallPhase.STREAMING, Duration.ZERO);

    /** The end of a one-way call that was handed to the socket and that nobody watches: it says no more than that. */
    public static final Outcome HANDED_OVER =
            new Outcome(Status.OK, Metadata.EMPTY, Origin.THIS_SIDE, "", "", CallPhase.SENT, Duration.ZERO);

    /** Refuses nulls. */
    public Outcome {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(trailers, "trailers");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(elapsed, "elapsed");
        Objects.requireNonNull(allowed, "allowed");
    }

    /** The outcome of a call that had no deadline. */
    public Outcome(
            Status status,
            Metadata trailers,
            Origin origin,
            String method,
            String peer,
            CallPhase phase,
            Duration elapsed) {
        this(status, trailers, origin, method, peer, phase, elapsed, Optional.empty());
    }

    /** An outcome decided on this side with nothing known of a call: what a handler throws. */
    public static Outcome of(Status status) {
        return new Outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, "", "", CallPhase.UNSENT, Duration.ZERO);
    }

    public boolean isOk() {
        return status.isOk();
    }

    /** This outcome with another status, the rest as it was. */
    public Outcome withStatus(Status status) {
        return new Outcome(status, trailers, origin, method, peer, phase, elapsed, allowed);
    }

    /**
     * What may be wrong and what to do, for people, where that is likely enough to say; else empty. A guess: programs go by
     * code, origin and phase. Never sent to the other side.
     */
    public String hint() {
        return Hint.of(this);
    }

    /**
     * One line for people: the status, who decided it, which method and peer, how far it had come, how long it took and
     * might have taken, what caused it, and a hint.
     */
    @Override
    public String toString() {
        return OutcomeLine.of(this);
    }
}
