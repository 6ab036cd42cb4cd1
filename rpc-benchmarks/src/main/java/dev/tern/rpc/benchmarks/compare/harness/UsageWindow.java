package dev.tern.rpc.benchmarks.compare.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** A window of time over this process, from when this is made to {@link #end}. */
final class UsageWindow {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final LongSupplier receivedEver;
    private final Allocations allocations = Allocations.now();
    private final long received;
    private final long cpuNanos = SYSTEM.getProcessCpuTime();
    private final long nanos = System.nanoTime();

    UsageWindow(LongSupplier receivedEver) {
        this.receivedEver = receivedEver;
        this.received = receivedEver.getAsLong();
    }

    Usage end() {
        long took = System.nanoTime() - nanos;
        long came = receivedEver.getAsLong() - received;
        long cpu = SYSTEM.getProcessCpuTime() - cpuNanos;
        return new Usage(took, came, cpu, Allocations.now().since(allocations), peakKib());
    }

    private static long peakKib() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException noSuchSystem) {
            // Not Linux.
        }
        return 0;
    }
}
