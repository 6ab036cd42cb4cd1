package dev.tern.rpc.concurrent;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The pool that user code runs on by default: so many threads, and a queue that refuses when it is full. */
public final class BoundedPool extends ThreadPoolExecutor {
    /** Threads with nothing to do go after this long, so that an idle process has none. */
    private static final int IDLE_SECONDS = 30;

    private final String name;
    private final int maxQueued;
    private final String setting;

    private BoundedPool(String name, int threads, int maxQueued, String setting) {
        super(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(maxQueued),
                numbered(name),
                (task, pool) -> ((BoundedPool) pool).refuse());
        this.name = name;
        this.maxQueued = maxQueued;
        this.setting = setting;
        allowCoreThreadTimeOut(true);
    }

    /**
     * A pool of daemon threads.
     *
     * @param name what threads are named after: {@code name-1}, {@code name-2} …
     * @param threads the most there are at a time, one or more
     * @param maxQueued the most tasks that wait for a thread, one or more
     * @param setting what sets the two numbers, for the message of a refusal
     */
    public static BoundedPool of(String name, int threads, int maxQueued, String setting) {
        return new BoundedPool(name, threads, maxQueued, setting);
    }

    private void refuse() {
        throw new RejectedExecutionException(
                isShutdown()
                        ? name + " pool is shut down"
                        : name + " pool has all " + getMaximumPoolSize() + " threads busy and " + maxQueued
                                + " tasks waiting, as many as " + setting + " allows");
    }

    private static ThreadFactory numbered(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + '-' + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
