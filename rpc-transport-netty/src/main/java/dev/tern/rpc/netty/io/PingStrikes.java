package dev.tern.rpc.netty.io;

import java.util.concurrent.TimeUnit;

/** Counts PINGs that come sooner after each other than this side tolerates. Event loop only. */
public final class PingStrikes {
    /** As many in a row end the connection. */
    private static final int MAX_STRIKES = 3;

    private final int minIntervalMillis;
    private boolean any;
    private long lastNanos;
    private int strikes;

    /**
     * For one connection.
     *
     * @param minIntervalMillis how far PINGs must be apart
     */
    public PingStrikes(int minIntervalMillis) {
        this.minIntervalMillis = minIntervalMillis;
    }

    /**
     * A PING has come.
     *
     * @return whether it is one too many, so that the connection should end
     */
    public boolean onPing(long nowNanos) {
        if (any && nowNanos - lastNanos < TimeUnit.MILLISECONDS.toNanos(minIntervalMillis)) {
            strikes++;
        } else {
            strikes = 0;
        }
        any = true;
        lastNanos = nowNanos;
        return strikes >= MAX_STRIKES;
    }

    /** What a connection that had one too many is ended with, for people. */
    public String complaint() {
        return strikes + " PINGs closer than minPingIntervalMillis " + minIntervalMillis;
    }

    /** A call's frame was sent: the connection is in use, and pinging it is no waste. */
    public void forgive() {
        strikes = 0;
    }
}
