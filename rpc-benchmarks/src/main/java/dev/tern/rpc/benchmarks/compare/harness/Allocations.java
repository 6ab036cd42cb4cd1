package dev.tern.rpc.benchmarks.compare.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * What the threads of this process have allocated on the heap. From JDK 21 on the JVM has the total of all threads there ever
 * were, those that carry virtual ones included. Before, it knows live threads only: what a thread allocated that ended within a
 * window is missed, which in a load that goes on steadily is nothing.
 *
 * @param byThread of live threads, by their number; the total under {@link #TOTAL} where it is known
 */
record Allocations(Map<Long, Long> byThread) {
    /** No thread has this number. */
    private static final long TOTAL = -1;

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    static Allocations now() {
        Map<Long, Long> bytes = new HashMap<>();
        try {
            bytes.put(TOTAL, (long)
                    ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes").invoke(THREADS));
        } catch (ReflectiveOperationException before21) {
            long[] threads = THREADS.getAllThreadIds();
            long[] each = THREADS.getThreadAllocatedBytes(threads);
            for (int i = 0; i < threads.length; i++) {
                bytes.put(threads[i], Math.max(0, each[i])); // -1 once it has ended
            }
        }
        return new Allocations(bytes);
    }

    /** How many bytes more than at that time. */
    long since(Allocations before) {
        long sum = 0;
        for (Map.Entry<Long, Long> thread : byThread.entrySet()) {
            sum += Math.max(0, thread.getValue() - before.byThread.getOrDefault(thread.getKey(), 0L));
        }
        return sum;
    }
}
