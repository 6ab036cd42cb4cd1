package dev.tern.rpc.concurrent;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
public final class ManualClock implements Clock {
    private final AtomicLong nowNanos;

    /** A clock that shows zero. */
    public ManualClock() {
        this(0);
    }

    /** A clock that shows a moment. */
    public ManualClock(long nowNanos) {
        this.nowNanos = new AtomicLong(nowNanos);
    }

    @Override
    public long nanoTime() {
        return nowNanos.get();
    }

    /** Moves the clock. */
    public void advance(Duration time) {
        nowNanos.addAndGet(time.toNanos());
    }
}
