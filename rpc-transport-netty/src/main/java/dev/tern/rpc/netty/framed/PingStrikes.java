package dev.tern.rpc.netty.framed;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.WireException;
import java.util.concurrent.TimeUnit;

/** Counts PINGs that come sooner after each other than this side tolerates; spec, "PING". Event loop only. */
final class PingStrikes {
    /** As many in a row end the connection. */
    private static final int MAX_STRIKES = 3;

    private final int minIntervalMillis;
    private boolean any;
    private long lastNanos;
    private int strikes;

    PingStrikes(int minIntervalMillis) {
        this.minIntervalMillis = minIntervalMillis;
    }

    /**
     * A PING has come.
     *
     * @throws WireException if it is one too many (row 29)
     */
    void onPing(long nowNanos) {
        if (any && nowNanos - lastNanos < TimeUnit.MILLISECONDS.toNanos(minIntervalMillis)) {
            strikes++;
        }
        any = true;
        lastNanos = nowNanos;
        if (strikes >= MAX_STRIKES) {
            throw WireException.connection(
                    StatusCode.RESOURCE_EXHAUSTED,
                    strikes + " PINGs closer than minPingIntervalMillis " + minIntervalMillis);
        }
    }

    /** A call's frame was sent: the connection is in use, and pinging it is no waste. */
    void forgive() {
        strikes = 0;
    }
}
