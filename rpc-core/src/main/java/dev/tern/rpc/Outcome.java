package dev.tern.rpc;

import java.time.Duration;
import java.util.Objects;

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
 */
public record Outcome(
        Status status,
        Metadata trailers,
        Origin origin,
        String method,
        String peer,
        CallPhase phase,
        Duration elapsed) {
    /** Success with no trailers: shared, so that a call that went well allocates nothing for it. */
    public static final Outcome OK =
            new Outcome(Status.OK, Metadata.EMPTY, Origin.PEER, "", "", CallPhase.ANSWERED, Duration.ZERO);

    /** Refuses nulls. */
    public Outcome {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(trailers, "trailers");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /** An outcome decided on this side with nothing known of a call: what a handler throws. */
    public static Outcome of(Status status) {
        return new Outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, "", "", CallPhase.UNSENT, Duration.ZERO);
    }

    public boolean isOk() {
        return status.isOk();
    }

    /** One line for people: the status, who decided it, which method and peer, how far it had come and how long it took. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(status.toString());
        if (!method.isEmpty()) {
            line.append(" [").append(method);
            line.append(peer.isEmpty() ? ", no peer yet" : " at " + peer);
            line.append(", decided by ").append(origin);
            line.append(", ").append(phase);
            line.append(", after ").append(elapsed.toNanos() / 1e6).append(" ms]");
        }
        return line.toString();
    }
}
