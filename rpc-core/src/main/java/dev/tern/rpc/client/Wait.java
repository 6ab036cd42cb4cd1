package dev.tern.rpc.client;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Status;

/**
 * What calls without a connection wait for at a moment.
 *
 * @param phase how far they have come
 * @param words the same for people, with how long it has taken, the attempt and the last failure
 */
record Wait(CallPhase phase, String words) {
    /** Nothing is being done for a connection, as on a channel that was closed. */
    static Wait forNothing(String target) {
        return new Wait(CallPhase.UNSENT, "no connection to " + target + " was ready");
    }

    /** For a name to be resolved, since a while. */
    static Wait forName(String target, long nanos, int attempt, Status lastFailure) {
        return new Wait(
                CallPhase.RESOLVING,
                "resolving " + target + " under way for " + millis(nanos) + ", attempt " + attempt + last(lastFailure));
    }

    /** For the time to resolve a name again. */
    static Wait forNameAgain(String target, long nanos, int attempt, Status lastFailure) {
        return new Wait(
                CallPhase.RESOLVING,
                "no address of " + target + ", attempt " + attempt + " in " + millis(nanos) + last(lastFailure));
    }

    static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    static String last(Status failure) {
        return failure.isOk() ? "" : "; last failure: " + failure.message();
    }
}
