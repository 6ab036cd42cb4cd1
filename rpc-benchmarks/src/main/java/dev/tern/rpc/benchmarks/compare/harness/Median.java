package dev.tern.rpc.benchmarks.compare.harness;

import java.util.Arrays;

/** What is in the middle: one round that something else disturbed does not move it. */
public final class Median {
    private Median() {}

    /**
     * The median; the mean of the two in the middle of an even number.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("the median of no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
