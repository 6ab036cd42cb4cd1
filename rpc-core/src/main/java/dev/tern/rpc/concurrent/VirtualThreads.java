package dev.tern.rpc.concurrent;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs each task on a virtual thread of its own, so many at a time. Needs JDK 21 or later; this class, like all others, is
 * compiled for 17, and finds what makes such threads when it is asked for them.
 *
 * <p>It counts its tasks itself: a call that was cancelled is in flight no more, but its handler may go on, and a client that
 * cancels and calls again must not have handlers pile up without bound.
 */
public final class VirtualThreads implements Executor {
    /** The first JDK with virtual threads for good. */
    private static final int FIRST_FEATURE_VERSION = 21;

    private final String name;
    private final ThreadFactory threads;
    private final int maxThreads;
    private final String setting;
    private final AtomicInteger running = new AtomicInteger();

    /** Set by {@link #shutdown}, and never cleared. */
    private volatile boolean shutdown;

    private VirtualThreads(String name, ThreadFactory threads, int maxThreads, String setting) {
        this.name = name;
        this.threads = threads;
        this.maxThreads = maxThreads;
        this.setting = setting;
    }

    /**
     * An executor.
     *
     * @param name what all of its threads are named
     * @param maxThreads the most tasks at a time, one or more; one more is refused
     * @param setting what sets that number, for the message of a refusal
     * @throws UnsupportedOperationException below JDK 21, naming the version that runs and what to do instead
     */
    public static VirtualThreads named(String name, int maxThreads, String setting) {
        requireSupport(Runtime.version().feature());
        return new VirtualThreads(name, factory(name), maxThreads, setting);
    }

    /**
     * Checks that there are virtual threads.
     *
     * @throws UnsupportedOperationException if not, naming the version that runs and what to do instead
     */
    public static void requireSupport() {
        requireSupport(Runtime.version().feature());
    }

    static void requireSupport(int featureVersion) {
        if (featureVersion < FIRST_FEATURE_VERSION) {
            throw new UnsupportedOperationException("virtual threads need JDK " + FIRST_FEATURE_VERSION
                    + " or later, and this is JDK " + featureVersion
                    + "; use handlerPool(threads, maxQueued) for a pool of platform threads");
        }
    }

    /** {@code Thread.ofVirtual().name(name).factory()}. */
    private static ThreadFactory factory(String name) {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle make = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
            MethodHandle named = lookup.findVirtual(ofVirtual, "name", MethodType.methodType(ofVirtual, String.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            return (ThreadFactory) factory.invoke(named.invoke(make.invoke(), name));
        } catch (Throwable failure) {
            throw new UnsupportedOperationException(
                    "this JDK, version " + Runtime.version() + ", makes no virtual threads as JDK "
                            + FIRST_FEATURE_VERSION + " does; use handlerPool(threads, maxQueued)",
                    failure);
        }
    }

    @Override
    public void execute(Runnable task) {
        if (shutdown) {
            throw new RejectedExecutionException(name + " threads are shut down");
        }
        if (running.incrementAndGet() > maxThreads) {
            running.decrementAndGet();
            throw new RejectedExecutionException(
                    name + " has " + maxThreads + " virtual threads busy, as many as " + setting + " allows");
        }
        boolean started = false;
        try {
            threads.newThread(() -> run(task)).start();
            started = true;
        } finally {
            if (!started) {
                running.decrementAndGet();
            }
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            running.decrementAndGet();
        }
    }

    /** Takes no more tasks; those that run go on. Idempotent. */
    public void shutdown() {
        shutdown = true;
    }
}
