package dev.tern.rpc;

import java.time.Duration;

/**
 * The moment a call must have ended by, on the scale of {@link System#nanoTime}: meaningful in this process only, and
 * sent to the peer as the time left.
 *
 * @param atNanos the moment, comparable to {@code System.nanoTime()} by difference only
 */
public record Deadline(long atNanos) {
    /** The longest wait a deadline can express, 146 years: half of what the nanosecond scale can tell apart. */
    private static final long MAX_NANOS = Long.MAX_VALUE / 2;

    /** A deadline that long from now; zero or less is already past, and more than 146 years counts as that. */
    public static Deadline after(Duration duration) {
        return after(nanosOf(duration), System.nanoTime());
    }

    /** A deadline so many nanoseconds after the given moment. */
    public static Deadline after(long nanos, long nowNanos) {
        return new Deadline(nanosAfter(nanos, nowNanos));
    }

    /** The moment of a deadline so many nanoseconds after the given one, for those who keep it without an object. */
    public static long nanosAfter(long nanos, long nowNanos) {
        return nowNanos + Math.min(nanos, MAX_NANOS);
    }

    /** A duration in nanoseconds, cut to ±146 years instead of overflowing. */
    public static long nanosOf(Duration duration) {
        if (duration.toSeconds() >= MAX_NANOS / 1_000_000_000L) {
            return MAX_NANOS;
        }
        return duration.toSeconds() <= -MAX_NANOS / 1_000_000_000L ? -MAX_NANOS : duration.toNanos();
    }

    /** Nanoseconds left at the given moment; negative once past. */
    public long remainingNanos(long nowNanos) {
        return atNanos - nowNanos;
    }

    /** The time left now; negative once past. */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos(System.nanoTime()));
    }

    public boolean isExpired() {
        return remainingNanos(System.nanoTime()) <= 0;
    }

    public boolean isBefore(Deadline other) {
        return atNanos - other.atNanos < 0;
    }
}
