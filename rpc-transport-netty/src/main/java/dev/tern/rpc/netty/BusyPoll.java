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
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on the yield but those it is polite to
    public int calculateStrategy(IntSupplier ready, boolean hasTasks) throws Exception {
        int now = ready.get();
        if (now != 0 || hasTasks) {
            busyAtNanos = System.nanoTime();
            return now;
        }
        if (System.nanoTime() - busyAtNanos >= spinNanos) {
            return SELECT;
        }
        // A caller that waits for this loop may need this very core. Where none does, a call over loopback takes some
        // 0.4 µs longer; where one does, a blocking call takes 18 µs in place of 45 (W1 of rpc-benchmarks/compare, one
        // core a process).
        Thread.yield();
        return CONTINUE;
    }
}
