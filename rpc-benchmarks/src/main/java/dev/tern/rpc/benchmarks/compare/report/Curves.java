package dev.tern.rpc.benchmarks.compare.report;

import dev.tern.rpc.benchmarks.compare.chart.Figures;
import dev.tern.rpc.benchmarks.compare.chart.LinePanels;
import dev.tern.rpc.benchmarks.compare.chart.Point;
import dev.tern.rpc.benchmarks.compare.harness.Curve;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleFunction;

/** What calls cost as one thing grows: a chart and a table for each curve, and what idle things take. */
final class Curves {
    private static final String NONE = "–";

    private Curves() {}

    /** Adds what there is: each curve is of the last run that has it. */
    static void add(Results results, Page.Parts parts, String folder) {
        List<String> texts = new ArrayList<>();
        Set<Run> runs = new LinkedHashSet<>();
        for (Curve curve : Curve.ALL) {
            results.last(curve.name()).ifPresent(run -> {
                runs.add(run);
                String file = "curve-" + curve.name() + ".svg";
                parts.files().put(file, chart(curve, run));
                texts.add("**By " + curve.title() + "** (" + curve.held() + "; run " + results.number(run) + ")");
                texts.add("![What a call costs, by " + curve.title() + "](" + folder + "/" + file + ")");
                texts.add(table(curve, run));
            });
        }
        if (!texts.isEmpty()) {
            texts.add(0, results.facts(runs));
            parts.blocks().put("curves", Page.paragraphs(texts));
        }
        idle(results).ifPresent(text -> parts.blocks().put("idle", text));
    }

    private static String chart(Curve curve, Run run) {
        List<LinePanels.Panel> panels = List.of(
                new LinePanels.Panel("CPU µs per call, server + client", lines(curve, run, Figure.CPU)),
                new LinePanels.Panel("calls per second", lines(curve, run, Figure.PER_SECOND)));
        boolean linear = curve.parameter().equals("interceptors");
        return new LinePanels("By " + curve.title() + "; " + curve.held(), curve.title(), linear, format(curve), panels)
                .svg();
    }

    private static DoubleFunction<String> format(Curve curve) {
        return curve.parameter().endsWith("_bytes") ? Figures::bytes : Figures::count;
    }

    private static List<LinePanels.Line> lines(Curve curve, Run run, Figure figure) {
        List<LinePanels.Line> lines = new ArrayList<>();
        for (String peer : run.peers(curve.name())) {
            List<Point> points = new ArrayList<>();
            for (double value : values(curve, run)) {
                run.medians(peer, curve.name(), curve.parameter(), value)
                        .ifPresent(medians -> points.add(new Point(value, medians.of(figure::of))));
            }
            lines.add(new LinePanels.Line(peer, Peers.style(peer), points));
        }
        return lines;
    }

    private static Set<Double> values(Curve curve, Run run) {
        Set<Double> values = new TreeSet<>();
        run.rows().stream()
                .filter(row -> row.workload().equals(curve.name()))
                .forEach(row -> values.add(row.number(curve.parameter())));
        return values;
    }

    private static String table(Curve curve, Run run) {
        List<String> peers = run.peers(curve.name());
        List<String> head = new ArrayList<>(List.of(curve.title()));
        peers.forEach(peer -> head.add("`" + peer + "`: CPU µs"));
        peers.forEach(peer -> head.add("`" + peer + "`: bytes allocated"));
        MarkdownTable table = new MarkdownTable(head);
        for (double value : values(curve, run)) {
            List<String> cells = new ArrayList<>(List.of(format(curve).apply(value)));
            for (Figure figure : List.of(Figure.CPU, Figure.BYTES)) {
                for (String peer : peers) {
                    cells.add(run.medians(peer, curve.name(), curve.parameter(), value)
                            .map(medians -> Figures.three(medians.of(figure::of)))
                            .orElse(NONE));
                }
            }
            table.row(cells);
        }
        return table.text();
    }

    private static Optional<String> idle(Results results) {
        MarkdownTable table = new MarkdownTable(List.of("each of", "peer", "server, bytes", "client, bytes"));
        boolean any = false;
        for (Curve curve : Curve.IDLE) {
            Optional<Run> run = results.last(curve.name());
            if (run.isEmpty()) {
                continue;
            }
            for (double value : values(curve, run.get())) {
                for (String peer : run.get().peers(curve.name())) {
                    Optional<Medians> medians = run.get().medians(peer, curve.name(), curve.parameter(), value);
                    if (medians.isPresent()) {
                        any = true;
                        table.row(List.of(
                                Figures.count(value) + " " + curve.title(),
                                "`" + peer + "`",
                                Figures.three(medians.get().of("server_bytes")),
                                Figures.three(medians.get().of("client_bytes"))));
                    }
                }
            }
        }
        return any ? Optional.of(table.text()) : Optional.empty();
    }
}
