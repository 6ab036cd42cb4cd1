package dev.tern.rpc.benchmarks.compare.report;

import dev.tern.rpc.benchmarks.compare.chart.BarPanels;
import dev.tern.rpc.benchmarks.compare.chart.Figures;
import dev.tern.rpc.benchmarks.compare.harness.Kind;
import dev.tern.rpc.benchmarks.compare.harness.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** W1 to W9: ratios, absolute medians and bars. */
final class Comparisons {
    /** Peers that others are set against, and how they are called in a sentence. */
    private static final List<List<String>> BASES = List.of(
            List.of("netty", "raw Netty"),
            List.of("grpc-java-direct", "grpc-java with direct executors"),
            List.of("grpc-java-defaults", "grpc-java as it comes"));

    private static final String NONE = "–";
    private static final int KIB_A_MIB = 1_024;

    private final Results results;
    private final List<Workload> workloads;
    private final Set<String> peers;

    private Comparisons(Results results, List<Workload> workloads) {
        this.results = results;
        this.workloads = workloads;
        this.peers = results.peers(workloads.stream().map(Workload::name).toList());
    }

    /** Adds what there is. */
    static void add(Results results, Page.Parts parts, String folder) {
        List<Workload> there = Workload.ALL.stream()
                .filter(workload -> results.last(workload.name()).isPresent())
                .toList();
        if (there.isEmpty()) {
            return;
        }
        Comparisons comparisons = new Comparisons(results, there);
        parts.blocks().put("machine", comparisons.machine());
        parts.blocks().put("ratios", comparisons.ratios());
        parts.blocks().put("medians", comparisons.medians());
        parts.files()
                .put("calls.svg", comparisons.bars("Calls or messages per second, raw Netty = 1, by workload", false));
        parts.files()
                .put(
                        "cpu.svg",
                        comparisons.bars(
                                "CPU per call, server (solid) + client (pale), raw Netty = 1, by workload", true));
        parts.blocks()
                .put(
                        "charts",
                        Page.paragraphs(List.of(
                                "![Calls per second of each peer under each workload](" + folder + "/calls.svg)",
                                "![CPU per call of each peer under each workload](" + folder + "/cpu.svg)")));
    }

    private String machine() {
        return results.facts(results.runs().stream()
                .filter(run -> workloads.stream().anyMatch(workload -> run.has(workload.name())))
                .toList());
    }

    private String ratios() {
        List<String> texts = new ArrayList<>();
        for (List<String> base : BASES) {
            for (Figure figure : List.of(Figure.PER_SECOND, Figure.CPU)) {
                table(figure, base.get(0)).ifPresent(table -> {
                    texts.add("**" + figure.title + ", " + base.get(1) + " = 1** (" + figure.better + ")");
                    texts.add(table);
                });
            }
        }
        return Page.paragraphs(texts);
    }

    /** Empty if nothing was measured together with the base. */
    private Optional<String> table(Figure figure, String base) {
        List<Workload> those = workloads.stream()
                .filter(workload ->
                        results.ratio(figure, base, base, workload.name()).isPresent())
                .toList();
        List<String> head = new ArrayList<>(List.of("peer"));
        those.forEach(workload -> head.add(workload.name()));
        MarkdownTable table = new MarkdownTable(head);
        boolean any = false;
        for (String peer : peers) {
            List<String> cells = new ArrayList<>(List.of("`" + peer + "`"));
            for (Workload workload : those) {
                OptionalDouble ratio = results.ratio(figure, peer, base, workload.name());
                cells.add(ratio.isPresent() ? Figures.ratio(ratio.getAsDouble()) : NONE);
            }
            if (!peer.equals(base) && cells.stream().skip(1).anyMatch(cell -> !cell.equals(NONE))) {
                any = true;
                table.row(cells);
            }
        }
        return any ? Optional.of(table.text()) : Optional.empty();
    }

    private String medians() {
        List<String> texts = new ArrayList<>();
        for (Workload workload : workloads) {
            boolean oneWay = workload.kind() == Kind.ONE_WAY;
            texts.add("**" + workload.name() + "**: " + workload.description());
            List<String> head = new ArrayList<>(List.of(
                    "peer",
                    "per second",
                    "CPU µs, server + client",
                    "bytes, server / client",
                    "p50 / p99 / p99.9 µs",
                    "peak MiB, server / client",
                    "run",
                    "good rounds"));
            if (oneWay) {
                head.add("lost");
            }
            MarkdownTable table = new MarkdownTable(head);
            for (String peer : peers) {
                results.best(peer, workload.name())
                        .ifPresent(run -> table.row(cells(run, peer, workload, head.size(), oneWay)));
            }
            texts.add(table.text());
        }
        return Page.paragraphs(texts);
    }

    private List<String> cells(Run run, String peer, Workload workload, int columns, boolean oneWay) {
        List<String> cells = new ArrayList<>(List.of("`" + peer + "`"));
        Optional<Medians> found = run.medians(peer, workload.name());
        if (found.isEmpty()) {
            while (cells.size() < columns) {
                cells.add(NONE);
            }
            cells.set(columns - (oneWay ? 2 : 1), "none");
            return cells;
        }
        Medians medians = found.get();
        cells.add(Figures.three(medians.of("per_second")));
        cells.add(pair(medians, "server_cpu_us", " + ", "client_cpu_us", 1));
        cells.add(pair(medians, "server_bytes", " / ", "client_bytes", 1));
        cells.add(
                workload.kind() == Kind.STREAM
                        ? NONE
                        : pair(medians, "p50_us", " / ", "p99_us", 1) + " / " + Figures.three(medians.of("p999_us")));
        cells.add(pair(medians, "server_peak_kib", " / ", "client_peak_kib", KIB_A_MIB));
        cells.add(Integer.toString(results.number(run)));
        int good = medians.rows().size();
        cells.add(medians.failed() == 0 ? Integer.toString(good) : good + " of " + (good + medians.failed()));
        if (oneWay) {
            cells.add(Figures.share(medians.lostShare()));
        }
        return cells;
    }

    private static String pair(Medians medians, String server, String between, String client, double unit) {
        return Figures.three(medians.of(server) / unit) + between + Figures.three(medians.of(client) / unit);
    }

    /** All in parts of raw Netty's, for not all bars may be of one run. */
    private String bars(String title, boolean cpu) {
        List<BarPanels.Panel> panels = new ArrayList<>();
        for (Workload workload : workloads) {
            List<BarPanels.Bar> bars = new ArrayList<>();
            for (String peer : peers) {
                if (Peers.isCharted(peer)) {
                    bar(peer, workload.name(), cpu).ifPresent(bars::add);
                }
            }
            if (!bars.isEmpty()) {
                panels.add(new BarPanels.Panel(workload.name() + ": " + workload.description(), bars));
            }
        }
        return new BarPanels(title, panels).svg();
    }

    /** Empty if there are no good samples of it together with raw Netty. */
    private Optional<BarPanels.Bar> bar(String peer, String workload, boolean cpu) {
        Figure figure = cpu ? Figure.CPU : Figure.PER_SECOND;
        OptionalDouble found = results.ratio(figure, peer, Peers.LIMIT, workload);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        double ratio = found.getAsDouble();
        double first = cpu ? results.serversShare(peer, workload) : 1;
        List<Double> parts = cpu ? List.of(ratio * first, ratio * (1 - first)) : List.of(ratio);
        return Optional.of(new BarPanels.Bar(peer, Peers.style(peer), parts, Figures.ratio(ratio)));
    }
}
