package dev.tern.rpc.benchmarks.compare.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All runs. Where several have the same, the last given counts.
 *
 * @param runs as given
 */
record Results(List<Run> runs) {
    /** What a run is called in tables: as it was given, from 1. */
    int number(Run run) {
        return runs.indexOf(run) + 1;
    }

    /** How these came about, a line each. */
    String facts(Collection<Run> those) {
        return those.stream()
                .sorted(Comparator.comparingInt(this::number))
                .map(run -> "- Run " + number(run) + ": " + run.facts())
                .collect(Collectors.joining("\n"));
    }

    /** Those of the workloads, in the order of the runs. */
    Set<String> peers(List<String> workloads) {
        return runs.stream()
                .flatMap(run -> run.rows().stream())
                .filter(row -> workloads.contains(row.workload()))
                .map(Row::peer)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The last run that has that. */
    Optional<Run> last(String peer, String workload) {
        return reversed().stream().filter(run -> run.has(peer, workload)).findFirst();
    }

    /** The last run that has that. */
    Optional<Run> last(String workload) {
        return reversed().stream().filter(run -> run.has(workload)).findFirst();
    }

    /** The run that has that of the most peers, the last of those: for a chart, whose bars have to be of one run. */
    Optional<Run> fullest(String workload) {
        return reversed().stream()
                .filter(run -> run.has(workload))
                .reduce((best, next) ->
                        next.peers(workload).size() > best.peers(workload).size() ? next : best);
    }

    /**
     * A peer's figure in parts of another's, both of the last run that has good samples of both: figures of different runs don't
     * compare.
     */
    OptionalDouble ratio(Figure figure, String peer, String other, String workload) {
        for (Run run : reversed()) {
            Optional<Medians> above = run.medians(peer, workload);
            Optional<Medians> below = run.medians(other, workload);
            if (above.isPresent() && below.isPresent()) {
                double divisor = below.get().of(figure::of);
                return divisor == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(above.get().of(figure::of) / divisor);
            }
        }
        return OptionalDouble.empty();
    }

    private List<Run> reversed() {
        List<Run> reversed = new ArrayList<>(runs);
        Collections.reverse(reversed);
        return reversed;
    }
}
