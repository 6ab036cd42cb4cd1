package dev.tern.rpc.benchmarks.compare.report;

import dev.tern.rpc.benchmarks.compare.harness.Median;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One peer under one workload within one run: what is in the middle of its good rounds.
 *
 * @param rows the good ones, one or more
 * @param failed how many were not
 */
record Medians(List<Row> rows, int failed) {
    Medians {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("no round is good");
        }
    }

    /** Of what a column has. */
    double of(String column) {
        return of(row -> row.number(column));
    }

    /** Of what is made from each row: the median of sums is not the sum of medians. */
    double of(ToDoubleFunction<Row> figure) {
        return Median.of(rows.stream().mapToDouble(figure).toArray());
    }

    double lostShare() {
        return of(row -> row.number("handed_over") == 0 ? 0 : row.number("lost") / row.number("handed_over"));
    }
}
