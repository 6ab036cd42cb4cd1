package dev.tern.rpc.netty.io;

import java.util.function.DoubleSupplier;

/**
 * How old a connection may become.
 *
 * @param maxMillis after which it is drained, give or take a tenth; 0 for any age
 * @param graceMillis how long the calls on it may then still run
 * @param jitter a number from 0 to 1, evenly distributed, for each connection; any thread
 */
public record AgePolicy(long maxMillis, long graceMillis, DoubleSupplier jitter) {
    /** Any age. */
    public static final AgePolicy UNLIMITED = new AgePolicy(0, 0, () -> 0.5);

    /** The part of the age by which it may be shorter or longer, so that clients that came together don't go together. */
    private static final double SPREAD = 0.1;

    /** Whether there is a limit. */
    public boolean isLimited() {
        return maxMillis > 0;
    }

    /** The age of one connection. */
    public long nextMillis() {
        return Math.max(1, Math.round(maxMillis * (1 - SPREAD + 2 * SPREAD * jitter.getAsDouble())));
    }
}
