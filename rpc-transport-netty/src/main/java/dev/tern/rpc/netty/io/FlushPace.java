package dev.tern.rpc.netty.io;

import io.netty.util.concurrent.Ticker;

/**
 * Says when what is written has waited long enough for what is written next, and looks at the clock as seldom as it can: the
 * shorter writes take, the more of them go by between two looks. Event loop only.
 */
final class FlushPace {
    /**
     * So long may what is written wait for more, about as long as a flush takes: the two sides would work in turns else, and a
     * reply wait for the handlers of all calls that came with it.
     */
    private static final long MAX_HELD_NANOS = 8_000;

    /** The clock is looked at once in so many writes at least. */
    private static final int MAX_WRITES_UNSEEN = 32;

    private final Ticker ticker;

    /** Since when something may be waiting. */
    private long heldSinceNanos;

    /** Writes since then. */
    private int writes;

    /** At which of them the clock is looked at next. */
    private int nextLook;

    FlushPace(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Nothing waits; what is written from here on may. */
    void begin() {
        heldSinceNanos = ticker.nanoTime();
        writes = 0;
        nextLook = 1;
    }

    /** Something was written: whether it, or what was written before it, is not to wait any longer. */
    boolean isDueAfterWrite() {
        return ++writes >= nextLook && isHeldTooLong();
    }

    private boolean isHeldTooLong() {
        long held = Math.max(1, ticker.nanoTime() - heldSinceNanos);
        // Half of what there is likely to be time for.
        long more = writes * (MAX_HELD_NANOS - held) / (2 * held);
        nextLook = writes + (int) Math.max(1, Math.min(MAX_WRITES_UNSEEN, more));
        return held >= MAX_HELD_NANOS;
    }
}
