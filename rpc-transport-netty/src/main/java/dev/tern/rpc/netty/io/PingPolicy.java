package dev.tern.rpc.netty.io;

/**
 * When this side asks whether its peers are still there.
 *
 * @param intervalMillis how long nothing must have been heard; 0 for never
 * @param timeoutMillis how long the answer may take
 * @param withoutCalls whether also while no call is live
 */
public record PingPolicy(long intervalMillis, long timeoutMillis, boolean withoutCalls) {
    /** Never asks. */
    public static final PingPolicy NEVER = new PingPolicy(0, 0, false);

    /** Whether it ever asks. */
    public boolean isOn() {
        return intervalMillis > 0;
    }

    /**
     * The policy as it is used with one peer: this side gives way where it would ask more often than the peer tolerates.
     * PINGs that leave so far apart may arrive closer, by what the network delays one more than the next; a tenth makes
     * up for that.
     *
     * @param minMillis how far apart the peer wants PINGs to be
     */
    public PingPolicy notBelow(long minMillis) {
        long least = minMillis + minMillis / 10;
        return isOn() && intervalMillis < least ? withInterval(least) : this;
    }

    /** The policy with another interval. */
    public PingPolicy withInterval(long millis) {
        return new PingPolicy(millis, timeoutMillis, withoutCalls);
    }
}
