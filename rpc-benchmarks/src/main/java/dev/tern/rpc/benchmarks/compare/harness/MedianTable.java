package dev.tern.rpc.benchmarks.compare.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Medians of the rounds, a table for each workload, for the terminal. */
final class MedianTable {
    private static final int KIB_A_MIB = 1_024;
    private static final int PERCENT = 100;

    private final Workload workload;
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    MedianTable(Workload workload, List<Sample> all) {
        this.workload = workload;
        for (Sample sample : all) {
            if (sample.workload().equals(workload)) {
                samples.computeIfAbsent(sample.peer(), peer -> new ArrayList<>())
                        .add(sample);
            }
        }
    }

    /** In several lines; peers in the order in which they came. */
    String text() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %s%n  %-28s%14s%20s%20s%28s%14s%n",
                workload.name(),
                workload.description(),
                "peer",
                "per second",
                "CPU us, S+C",
                "bytes, S/C",
                "p50/p99/p99.9 us",
                "peak MiB, S/C"));
        samples.forEach((peer, taken) -> text.append(row(peer, taken)));
        return text.toString();
    }

    private static String row(String peer, List<Sample> taken) {
        List<Sample> good = taken.stream().filter(Sample::isGood).toList();
        int bad = taken.size() - good.size();
        String remark = bad == 0 ? "" : "  " + bad + " of " + taken.size() + " FAILED";
        if (good.isEmpty()) {
            return String.format(Locale.ROOT, "  %-28s%s%n", peer, remark);
        }
        if (good.get(0).workload().kind() == Kind.IDLE) {
            return String.format(
                    Locale.ROOT,
                    "  %-28s%54s%s%n",
                    peer,
                    String.format(
                            Locale.ROOT,
                            "%,.0f/%,.0f",
                            median(good, Sample::serverBytes),
                            median(good, Sample::clientBytes)),
                    remark);
        }
        return String.format(
                Locale.ROOT,
                "  %-28s%,14.0f%s%s%s%n",
                peer,
                median(good, Sample::perSecond),
                figures(good),
                lost(good),
                remark);
    }

    /** What comes after calls per second, in the columns of a row. */
    private static String figures(List<Sample> good) {
        return String.format(
                Locale.ROOT,
                " %19s %19s %27s %13s",
                String.format(
                        Locale.ROOT,
                        "%s+%s",
                        short3(median(good, Sample::serverCpuMicros)),
                        short3(median(good, Sample::clientCpuMicros))),
                String.format(
                        Locale.ROOT,
                        "%,.0f/%,.0f",
                        median(good, Sample::serverBytes),
                        median(good, Sample::clientBytes)),
                String.format(
                        Locale.ROOT,
                        "%s/%s/%s",
                        short3(median(good, Sample::p50Micros)),
                        short3(median(good, Sample::p99Micros)),
                        short3(median(good, Sample::p999Micros))),
                String.format(
                        Locale.ROOT,
                        "%.0f/%.0f",
                        median(good, Sample::serverPeakKib) / KIB_A_MIB,
                        median(good, Sample::clientPeakKib) / KIB_A_MIB));
    }

    /** One sample in one line. */
    static String line(Sample sample) {
        String failure = sample.isGood() ? "" : "  FAILED: " + sample.failure();
        if (sample.workload().kind() == Kind.IDLE && sample.isGood()) {
            return String.format(
                    Locale.ROOT, "%,34.0f/%,.0f of the heap, each", sample.serverBytes(), sample.clientBytes());
        }
        return sample.perSecond() == 0
                ? failure
                : String.format(
                        Locale.ROOT,
                        "%,14.0f/s%s%s%s",
                        sample.perSecond(),
                        figures(List.of(sample)),
                        lost(List.of(sample)),
                        failure);
    }

    /** Of one-way calls only, even if none were. */
    private static String lost(List<Sample> good) {
        return median(good, Sample::handedOver) == 0
                ? ""
                : String.format(Locale.ROOT, "  lost %.2f %%", PERCENT * median(good, Sample::lostShare));
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Median.of(samples.stream().mapToDouble(figure).toArray());
    }

    /** Two digits after the point where they matter. */
    private static String short3(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
