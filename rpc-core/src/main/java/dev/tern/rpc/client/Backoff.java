package dev.tern.rpc.client;

import dev.tern.rpc.Deadline;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait between attempts to connect: longer after each failure, with jitter so that clients of a restarted
 * server don't come in step.
 *
 * @param initial after the first failure; default 100 ms, above zero
 * @param max the longest; default 10 s, at least the initial one
 */
public record Backoff(Duration initial, Duration max) {
    /** 100 ms, doubling to 10 s: a restarted server is found soon, and a dead one costs next to nothing. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));

    private static final double JITTER = 0.2;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Backoff {
        if (initial.isZero() || initial.isNegative() || max.compareTo(initial) < 0) {
            throw new IllegalArgumentException(
                    "backoff of " + initial + " to " + max + " must begin above zero and not end below its beginning");
        }
    }

    /**
     * The wait after so many failures in a row, within 20 % of its nominal length.
     *
     * @param failures one or more
     */
    long nanosAfter(int failures) {
        double nominal =
                Math.min(Deadline.nanosOf(initial) * Math.pow(2, failures - 1.0), (double) Deadline.nanosOf(max));
        return (long) (nominal * (1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1)));
    }
}
