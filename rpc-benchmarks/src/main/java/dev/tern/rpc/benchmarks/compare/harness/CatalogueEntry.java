package dev.tern.rpc.benchmarks.compare.harness;

import java.util.Set;

/**
 * A peer as the catalogue has it.
 *
 * @param name what it is called in results and on command lines
 * @param project the folder of its Maven project within {@code peers}, or {@link #HERE}
 * @param leastJdk the oldest JDK that it runs on
 * @param leastWarmupSeconds before it is measured, unless the command line says how long; 0 for as long as all
 * @param workloads names of those it can do
 * @param className of its {@link Peer}
 * @param variant what that is made with; may be empty
 */
record CatalogueEntry(
        String name,
        String project,
        int leastJdk,
        int leastWarmupSeconds,
        Set<String> workloads,
        String className,
        String variant) {
    /** The project of those that are built together with the harness. */
    static final String HERE = "-";

    boolean isHere() {
        return project.equals(HERE);
    }
}
