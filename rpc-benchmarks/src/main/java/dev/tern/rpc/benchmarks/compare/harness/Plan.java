package dev.tern.rpc.benchmarks.compare.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is going to be run in each round.
 *
 * @param steps in their order
 */
record Plan(List<Step> steps) {
    /**
     * A workload and whoever takes turns at it.
     *
     * @param peers in the order of the catalogue
     */
    record Step(Workload workload, List<CatalogueEntry> peers) {
        /** Whose turn it is first differs from round to round. */
        List<CatalogueEntry> inRound(int round) {
            List<CatalogueEntry> turns = new ArrayList<>(peers);
            Collections.rotate(turns, 1 - round);
            return turns;
        }
    }

    /** The workloads of these names for those of these peers that do them; no names are all. */
    static Plan comparison(List<String> workloads, List<CatalogueEntry> peers) {
        check(workloads, Workload.ALL.stream().map(Workload::name).toList());
        return new Plan(Workload.ALL.stream()
                .filter(workload -> workloads.isEmpty() || workloads.contains(workload.name()))
                .map(workload -> new Step(
                        workload,
                        peers.stream()
                                .filter(peer -> peer.workloads().contains(workload.name()))
                                .toList()))
                .filter(step -> !step.peers().isEmpty())
                .toList());
    }

    /** The curves of these names, those of idle things last, for those of these peers that they are for; no names are all. */
    static Plan curves(List<String> curves, List<CatalogueEntry> peers) {
        List<Curve> all = Stream.concat(Curve.ALL.stream(), Curve.IDLE.stream()).toList();
        check(curves, all.stream().map(Curve::name).toList());
        List<Step> steps = new ArrayList<>();
        for (Curve curve : all) {
            List<CatalogueEntry> those = peers.stream()
                    .filter(peer -> curve.peers().contains(peer.name()))
                    .toList();
            if (!those.isEmpty() && (curves.isEmpty() || curves.contains(curve.name()))) {
                curve.points().forEach(workload -> steps.add(new Step(workload, those)));
            }
        }
        return new Plan(steps);
    }

    private static void check(List<String> names, List<String> known) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("no workload '" + name + "'; there are "
                        + known.stream().collect(Collectors.joining(", ")));
            }
        }
    }

    /** How long a round takes, about. */
    int seconds(ToIntFunction<CatalogueEntry> sample) {
        return steps.stream()
                .flatMap(step -> step.peers().stream())
                .mapToInt(sample)
                .sum();
    }

    /** How many samples a round has. */
    int samples() {
        return steps.stream().mapToInt(step -> step.peers().size()).sum();
    }
}
