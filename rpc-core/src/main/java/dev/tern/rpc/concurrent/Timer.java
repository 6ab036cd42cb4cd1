package dev.tern.rpc.concurrent;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has timeouts expire. Made for deadlines, which nearly always are disarmed long before their time: arming and disarming
 * take one uncontended lock each and allocate nothing, and the timer's thread sleeps until the earliest deadline there
 * was, not from tick to tick.
 *
 * <p>Timeouts are spread over several heaps by the arming thread, so that threads rarely meet at a lock. The thread
 * starts with the first timeout and ends with {@link #close}.
 */
public final class Timer implements AutoCloseable {
    /** As many heaps as keep a few dozen caller threads out of each other's way; a power of two. */
    private static final int HEAPS = 16;

    static final byte NO_HEAP = -1;

    private static final int LONG_AGO = 0;

    private final Clock clock;
    private final String name;
    private final boolean threaded;
    private final TimeoutHeap[] heaps = new TimeoutHeap[HEAPS];

    /** Guards thread and closed. */
    private final Object lock = new Object();

    private volatile @Nullable Thread thread;
    private volatile boolean closed;

    /** When the thread means to wake; only the thread writes it, and whoever arms an earlier timeout wakes the thread. */
    private volatile long wakeAtNanos = LONG_AGO;

    private Timer(String name, Clock clock, boolean threaded) {
        this.name = name;
        this.clock = clock;
        this.threaded = threaded;
        for (int i = 0; i < HEAPS; i++) {
            heaps[i] = new TimeoutHeap();
        }
    }

    /**
     * A timer with a daemon thread of its own.
     *
     * @param name the thread's name
     */
    public static Timer start(String name) {
        return new Timer(name, Clock.SYSTEM, true);
    }

    /** A timer with no thread: timeouts expire in {@link #expireDue}. For tests. */
    public static Timer manual(Clock clock) {
        return new Timer("manual", clock, false);
    }

    public Clock clock() {
        return clock;
    }

    /**
     * Has a timeout expire at a moment of the clock; at once, on the timer's thread, if that is past.
     *
     * @throws IllegalStateException if it is armed already
     */
    public void arm(Timeout timeout, long atNanos) {
        int heap = (int) Thread.currentThread().getId() & (HEAPS - 1);
        timeout.heap = (byte) heap;
        if (heaps[heap].arm(timeout, atNanos) && threaded) {
            wakeFor(atNanos);
        }
    }

    /**
     * Takes a timeout back.
     *
     * @return whether it had been armed and will not expire any more
     */
    public boolean disarm(Timeout timeout) {
        int heap = timeout.heap;
        return heap != NO_HEAP && heaps[heap].disarm(timeout);
    }

    /** Expires what is due by the clock, on this thread; with a threaded timer there is no need to. */
    public void expireDue() {
        long now = clock.nanoTime();
        for (TimeoutHeap heap : heaps) {
            for (Timeout due = heap.pollExpired(now); due != null; due = heap.pollExpired(now)) {
                due.expired();
            }
        }
    }

    /** How many timeouts are armed. */
    public int armed() {
        int armed = 0;
        for (TimeoutHeap heap : heaps) {
            armed += heap.size();
        }
        return armed;
    }

    /** Ends the thread. What is armed never expires. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            LockSupport.unpark(thread);
        }
    }

    private void wakeFor(long atNanos) {
        if (thread == null) {
            startThread();
        } else if (atNanos - wakeAtNanos < 0) {
            LockSupport.unpark(thread);
        }
    }

    private void startThread() {
        synchronized (lock) {
            if (thread == null && !closed) {
                Thread started = new Thread(this::run, name);
                started.setDaemon(true);
                wakeAtNanos = clock.nanoTime();
                thread = started;
                started.start();
            }
        }
    }

    private void run() {
        while (!closed) {
            // Until the wake time is known it is far away, so that whoever arms a timeout meanwhile wakes this thread;
            // a wake-up that comes before the park makes the park return at once.
            wakeAtNanos = clock.nanoTime() + Long.MAX_VALUE / 2;
            try {
                expireDue();
            } catch (RuntimeException | Error failure) {
                // A bug in one timeout must not be the end of all others; those still due expire in the next round.
                Thread self = Thread.currentThread();
                self.getUncaughtExceptionHandler().uncaughtException(self, failure);
            }
            long now = clock.nanoTime();
            long sleepNanos = Long.MAX_VALUE / 2;
            for (TimeoutHeap heap : heaps) {
                sleepNanos = Math.min(sleepNanos, heap.nanosUntilFirst(now));
            }
            if (sleepNanos > 0) {
                wakeAtNanos = now + sleepNanos;
                LockSupport.parkNanos(this, sleepNanos);
            }
        }
    }
}
