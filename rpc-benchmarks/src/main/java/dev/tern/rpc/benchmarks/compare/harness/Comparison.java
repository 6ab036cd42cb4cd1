package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Runs the comparison: in each round, each workload for one peer after another, so that what the machine does meanwhile meets all
 * alike. Each round begins with another peer. {@link Options} has the command line.
 */
public final class Comparison {
    /** What the JVMs of a sample take to start and to end, about. */
    static final int START_SECONDS = 3;

    private static final int SECONDS_A_MINUTE = 60;

    private final Options options;
    private final Plan plan;
    private final List<Sample> samples = new ArrayList<>();
    private final Machine machine;

    private Comparison(Options options, List<CatalogueEntry> selected) {
        this.options = options;
        this.machine = new Machine(options);
        List<CatalogueEntry> peers = new ArrayList<>();
        for (CatalogueEntry peer : selected) {
            if (machine.canRun(peer)) {
                peers.add(peer);
            } else {
                System.out.println("left out, since it needs JDK " + peer.leastJdk() + ": " + peer.name());
            }
        }
        this.plan = options.plan(peers);
        if (plan.samples() == 0) {
            throw new IllegalArgumentException("there is nothing to run: none of these peers does any of that");
        }
    }

    /** The program; {@link Options#USAGE} says what it takes. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Comparison comparison;
        if (List.of(arguments).contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        try {
            Options options = Options.parse(arguments);
            Catalogue catalogue = Catalogue.read(options.home().resolve("peers/catalogue"));
            if (options.list()) {
                list(catalogue);
                return;
            }
            comparison = new Comparison(options, catalogue.select(options.peers()));
        } catch (IllegalArgumentException misused) {
            System.err.println(misused.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            return;
        }
        System.exit(comparison.run() ? 0 : 1);
    }

    private static void list(Catalogue catalogue) {
        Workload.ALL.forEach(
                workload -> System.out.printf(Locale.ROOT, "%s  %s%n", workload.name(), workload.description()));
        Stream.concat(Curve.ALL.stream(), Curve.IDLE.stream())
                .forEach(curve -> System.out.printf(
                        Locale.ROOT,
                        "%s  %d points: %s%n",
                        curve.name(),
                        curve.points().size(),
                        curve.title()));
        catalogue
                .entries()
                .forEach(peer -> System.out.printf(
                        Locale.ROOT,
                        "%-32s JDK %d  %s%n",
                        peer.name(),
                        peer.leastJdk(),
                        String.join(",", peer.workloads())));
    }

    /** Whether all samples are good. */
    private boolean run() throws IOException, InterruptedException {
        Path results = Files.createDirectories(options.home().resolve("target/compare"));
        Path folder = Files.createTempDirectory(results, "processes");
        Path file = options.out().orElse(results.resolve(now().replace(":", "") + ".csv"));
        announce(file);
        try (ResultFile raw = ResultFile.create(file, options, machine)) {
            run(folder, raw);
        }
        plan.steps().forEach(step -> System.out.print(new MedianTable(step.workload(), samples).text()));
        long failed = samples.stream().filter(sample -> !sample.isGood()).count();
        if (failed == 0) {
            delete(folder);
        }
        System.out.println(
                "\n" + (failed == 0 ? "all samples are good" : failed + " samples FAILED") + "; raw: " + file);
        return failed == 0;
    }

    private void run(Path folder, ResultFile raw) throws IOException, InterruptedException {
        SampleRun calls = new SampleRun(machine, TlsKeys.make(folder), folder, options);
        IdleRun idle = new IdleRun(machine, folder);
        for (int round = 1; round <= options.rounds(); round++) {
            for (Plan.Step step : plan.steps()) {
                for (CatalogueEntry peer : step.inRound(round)) {
                    Workload workload = step.workload();
                    String time = now();
                    System.out.printf(
                            Locale.ROOT,
                            "[%d/%d] round %d  %s",
                            samples.size() + 1,
                            total(),
                            round,
                            label(workload, peer));
                    System.out.flush();
                    Sample sample = workload.kind() == Kind.IDLE
                            ? idle.take(round, peer, workload)
                            : calls.take(round, peer, workload);
                    samples.add(sample);
                    raw.add(sample, peer, time);
                    System.out.println(MedianTable.line(sample));
                }
            }
        }
    }

    private String label(Workload workload, CatalogueEntry peer) {
        return options.curves()
                ? String.format(Locale.ROOT, "%-12s %-44s%-28s", workload.name(), workload.description(), peer.name())
                : String.format(Locale.ROOT, "%-3s %-28s", workload.name(), peer.name());
    }

    private void announce(Path file) {
        int seconds = options.rounds() * plan.seconds(this::seconds);
        System.out.println(machine.facts());
        System.out.printf(
                Locale.ROOT,
                "%d samples (%d s to warm up where the catalogue has no more, %d s measured): about %d minutes; raw results go to %s%n",
                total(),
                options.warmupSeconds(),
                options.seconds(),
                (seconds + SECONDS_A_MINUTE - 1) / SECONDS_A_MINUTE,
                file);
        System.out.println("per second, CPU us of server+client, bytes of server/client, p50/p99/p99.9 us, peak MiB:");
    }

    /** Of a sample, about. */
    private int seconds(CatalogueEntry peer) {
        return options.warmupSeconds(peer) + options.seconds() + START_SECONDS;
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What processes said is of use only if one failed. */
    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private int total() {
        return plan.samples() * options.rounds();
    }
}
