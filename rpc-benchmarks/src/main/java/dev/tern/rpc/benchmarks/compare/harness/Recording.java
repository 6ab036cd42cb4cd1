package dev.tern.rpc.benchmarks.compare.harness;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;

/** How long calls took, or how many messages came, while this is what the load records to. */
final class Recording {
    private static final long LOWEST_NANOS = 100;
    private static final long HIGHEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private static final VarHandle OWNER;
    private static final VarHandle MESSAGES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OWNER = lookup.findVarHandle(Recording.class, "owner", Thread.class);
            MESSAGES = lookup.findVarHandle(Recording.class, "messages", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Written by {@link #owner} only: at millions of calls a second, counting atomically would be a good part of each. */
    private final Histogram owned = new Histogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);

    /** For all other threads. */
    private final Histogram shared = new AtomicHistogram(LOWEST_NANOS, HIGHEST_NANOS, DIGITS);

    /** The first thread that recorded: the event loop where calls complete on it. Set once. */
    private volatile Thread owner;

    /** Written by whoever delivers messages, one thread after another. */
    private long messages;

    /** A call took so long. Any thread. */
    void call(long nanos) {
        long recordable = Math.min(nanos, HIGHEST_NANOS);
        Thread current = Thread.currentThread();
        if (current == owner || (owner == null && OWNER.compareAndSet(this, null, current))) {
            owned.recordValue(recordable);
        } else {
            shared.recordValue(recordable);
        }
    }

    /** A message came. One thread at a time. */
    void message() {
        MESSAGES.setOpaque(this, messages + 1);
    }

    /** What was recorded. After the load has stopped. */
    Latencies latencies() {
        Histogram all = owned.copy();
        all.add(shared);
        return new Latencies(
                all.getTotalCount() + messages,
                all.getValueAtPercentile(50),
                all.getValueAtPercentile(99),
                all.getValueAtPercentile(99.9));
    }
}
