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
import java.util.stream.Stream;

/**
 * All runs. Where several have the same, the one with the most good rounds of it counts, the last given of those.
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

    /** The run with the most good rounds of that, the last of those. */
    Optional<Run> best(String peer, String workload) {
        return byRounds(peer, workload).filter(run -> run.has(peer, workload)).findFirst();
    }

    /** From the most good rounds of that to none; of as many, the last first. */
    private Stream<Run> byRounds(String peer, String workload) {
        return reversed().stream()
                .sorted(Comparator.comparingInt((Run run) -> run.medians(peer, workload)
                                .map(medians -> medians.rows().size())
                                .orElse(0))
                        .reversed());
    }

    /** The last run that has that. */
    Optional<Run> last(String workload) {
        return reversed().stream().filter(run -> run.has(workload)).findFirst();
    }

    /**
     * A peer's figure in parts of another's, both of one run: figures of different runs don't compare. It is the run with the most
     * good rounds of the peer, if it has good ones of the other, too.
     */
    OptionalDouble ratio(Figure figure, String peer, String other, String workload) {
        for (Run run : byRounds(peer, workload).toList()) {
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

    /** Of the CPU of a call, how much is the server's, 0 to 1; of the best run, and half if there is none. */
    double serversShare(String peer, String workload) {
        return best(peer, workload)
                .flatMap(run -> run.medians(peer, workload))
                .map(medians -> {
                    double server = medians.of("server_cpu_us");
                    return server / (server + medians.of("client_cpu_us"));
                })
                .orElse(0.5);
    }

    private List<Run> reversed() {
        List<Run> reversed = new ArrayList<>(runs);
        Collections.reverse(reversed);
        return reversed;
    }
}
