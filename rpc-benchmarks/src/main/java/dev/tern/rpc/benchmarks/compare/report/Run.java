package dev.tern.rpc.benchmarks.compare.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One run of the comparison: within it figures compare, beyond it they don't.
 *
 * @param name of the file
 * @param rows its samples, one or more
 */
record Run(String name, List<Row> rows) {
    /** A date within a time. */
    private static final int DATE = 10;

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if the file has no samples, or those of several commits or machines, and so of several runs
     */
    static Run read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try {
            return of(name, Files.readString(file));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(file + ": " + broken.getMessage(), broken);
        }
    }

    static Run of(String name, String text) {
        Run run = new Run(name, Csv.parse(text).stream().map(Row::new).toList());
        if (run.rows.isEmpty()) {
            throw new IllegalArgumentException("there are no samples");
        }
        for (String column : List.of("commit", "machine")) {
            Set<String> values = run.all(column);
            if (values.size() > 1) {
                throw new IllegalArgumentException("samples of more than one " + column + ", which don't compare: "
                        + String.join(" and ", values));
            }
        }
        return run;
    }

    /** The values of a column, each once, in their order. */
    private Set<String> all(String column) {
        return rows.stream().map(row -> row.text(column)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What that peer came to under that workload; empty if it was not run, or no round is good. */
    Optional<Medians> medians(String peer, String workload) {
        return medians(row -> row.peer().equals(peer) && row.workload().equals(workload));
    }

    /** The same at one point of a curve. */
    Optional<Medians> medians(String peer, String curve, String parameter, double value) {
        return medians(
                row -> row.peer().equals(peer) && row.workload().equals(curve) && row.number(parameter) == value);
    }

    private Optional<Medians> medians(Predicate<Row> those) {
        List<Row> matching = rows.stream().filter(those).toList();
        List<Row> good = matching.stream().filter(Row::isGood).toList();
        return good.isEmpty() ? Optional.empty() : Optional.of(new Medians(good, matching.size() - good.size()));
    }

    /** Who was run under that workload, in their order. */
    List<String> peers(String workload) {
        return rows.stream()
                .filter(row -> row.workload().equals(workload))
                .map(Row::peer)
                .distinct()
                .toList();
    }

    boolean has(String peer, String workload) {
        return rows.stream()
                .anyMatch(row -> row.peer().equals(peer) && row.workload().equals(workload));
    }

    boolean has(String workload) {
        return all("workload").contains(workload);
    }

    /** How it came about, in a sentence. */
    String facts() {
        Row first = rows.get(0);
        int rounds = all("round").size();
        return "commit " + first.text("commit") + ", " + date(first) + "; " + first.text("machine") + "; "
                + forPeers("jdk", "JDK %s", ", ") + "; " + forPeers("libraries", "%s", "; ") + "; "
                + rounds + (rounds == 1 ? " round, " : " rounds, ") + first.text("measured_s") + " s measured after "
                + forPeers("warmup_s", "%s s to warm up", ", ") + ".";
    }

    /** The values of a column, each with the peers that have it unless they are most. */
    private String forPeers(String column, String words, String between) {
        return all(column).stream()
                .filter(value -> !value.isEmpty())
                .map(value -> {
                    List<String> peers = rows.stream()
                            .filter(row -> row.text(column).equals(value))
                            .map(Row::peer)
                            .distinct()
                            .toList();
                    boolean most = peers.size() * 2 > all("peer").size();
                    return String.format(Locale.ROOT, words, value)
                            + (most ? "" : " for `" + String.join("`, `", peers) + "`");
                })
                .collect(Collectors.joining(between));
    }

    private static String date(Row row) {
        String time = row.text("time");
        return time.length() < DATE ? time : time.substring(0, DATE);
    }
}
