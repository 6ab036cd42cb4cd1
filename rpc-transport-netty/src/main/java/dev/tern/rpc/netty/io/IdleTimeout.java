package dev.tern.rpc.netty.io;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a connection has had no stream for a time. Looks a few times in it instead of noting when each stream ends,
 * so that a call costs it one write of a field; a connection is found idle after the time and at most a quarter. Event loop
 * only.
 */
final class IdleTimeout implements Runnable {
    /** How often it looks in one timeout. */
    private static final int LOOKS = 4;

    private final EventExecutor loop;
    private final BooleanSupplier hasStreams;
    private final Runnable onIdle;

    private long everyNanos;

    /** Whether there was a stream since the last look, or at it. */
    private boolean used;

    /** How many looks in a row have found nothing. */
    private int quiet;

    /** Null before the start and after the end. */
    private @Nullable Future<?> timer;

    IdleTimeout(EventExecutor loop, BooleanSupplier hasStreams, Runnable onIdle) {
        this.loop = loop;
        this.hasStreams = hasStreams;
        this.onIdle = onIdle;
    }

    void start(long timeoutMillis) {
        if (timeoutMillis > 0) {
            everyNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis) / LOOKS;
            schedule();
        }
    }

    /** There is a stream. */
    void onUse() {
        used = true;
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void schedule() {
        timer = loop.schedule(this, everyNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        timer = null;
        boolean live = hasStreams.getAsBoolean();
        if (used || live) {
            // One that lives now may end right after this look.
            used = live;
            quiet = 0;
        } else {
            quiet++;
        }
        if (quiet < LOOKS) {
            schedule();
        } else {
            onIdle.run();
        }
    }
}
