package dev.tern.rpc.netty;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/**
 * Has an event loop look for something to do again and again for a while after it last had, before it sleeps. Waking a thread
 * takes tens of microseconds, more than the rest of a short call; a loop that does not sleep takes a core. One object a loop,
 * used by its thread only.
 */
final class BusyPoll implements SelectStrategy {
    private final long spinNanos;

    /** When there was something to do. */
    private long busyAtNanos = System.nanoTime();

    /** A strategy that lets its loop sleep after so long with nothing to do. */
    BusyPoll(long spinNanos) {
        this.spinNanos = spinNanos;
    }

    @Override
    public int calculateStrategy(IntSupplier ready, boolean hasTasks) throws Exception {
        int now = ready.get();
        if (now != 0 || hasTasks) {
            busyAtNanos = System.nanoTime();
            return now;
        }
        if (System.nanoTime() - busyAtNanos >= spinNanos) {
            return SELECT;
        }
        Thread.onSpinWait();
        return CONTINUE;
    }
}
