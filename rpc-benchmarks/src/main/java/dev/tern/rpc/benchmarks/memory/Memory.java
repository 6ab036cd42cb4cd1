package dev.tern.rpc.benchmarks.memory;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a process takes, in bytes.
 *
 * @param heap what is used of the heap
 * @param direct the chunks of Netty's pool and the JDK's direct buffers
 * @param rss what the operating system says; 0 where there is no {@code /proc}
 */
record Memory(long heap, long direct, long rss) {
    private static final int COLLECTIONS = 3;
    private static final int KIB = 1_024;

    /** As it is now. */
    static Memory now() {
        long direct = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            direct += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Memory(heap, direct, residentBytes());
    }

    /**
     * As it is once garbage is collected. The heap is what the live objects take by the histogram of classes: what is used of it
     * after a collection has whole TLABs in it, of some MiB each, and what the collector found not worth its while.
     */
    static Memory afterCollection() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        List<String> histogram = histogram(Integer.MAX_VALUE);
        String total = histogram.get(histogram.size() - 1);
        if (!total.startsWith("Total")) {
            throw new IllegalStateException("asked for the sum of all classes, and told " + total);
        }
        Memory now = now();
        return new Memory(Long.parseLong(total.split("\\s+", -1)[2]), now.direct, now.rss);
    }

    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
                }
            }
        } catch (IOException noSuchSystem) {
            // Not Linux.
        }
        return 0;
    }

    /** The classes that take most of the heap, as {@code jcmd GC.class_histogram} has them. */
    static List<String> histogram(int lines) {
        try {
            String all = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return all.lines().limit(lines + 3L).toList();
        } catch (JMException unavailable) {
            return List.of("no histogram: " + unavailable);
        }
    }

    /** What came on top of this, for each of so many. */
    String perEach(Memory after, int count) {
        return String.format(
                Locale.ROOT,
                "heap %,d B  direct %,d B  (in all: heap %,d KiB, direct %,d KiB)",
                (after.heap - heap) / count,
                (after.direct - direct) / count,
                (after.heap - heap) / KIB,
                (after.direct - direct) / KIB);
    }

    /** In one line that {@link #parse} reads. */
    String line() {
        return heap + " " + direct + " " + rss;
    }

    static Memory parse(String line) {
        String[] numbers = line.split(" ", -1);
        return new Memory(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }
}
