package dev.tern.rpc.benchmarks.compare.report;

import java.util.Map;

/**
 * A sample as it is in the raw results.
 *
 * @param cells by the names of their columns
 */
record Row(Map<String, String> cells) {
    /** What a column has; nothing where there is no such column, as in results of older versions. */
    String text(String column) {
        return cells.getOrDefault(column, "");
    }

    /**
     * What a column has; 0 where there is no such column.
     *
     * @throws IllegalArgumentException if it has no number
     */
    double number(String column) {
        String text = cells.getOrDefault(column, "0");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(column + " is '" + text + "' and no number", none);
        }
    }

    String peer() {
        return text("peer");
    }

    String workload() {
        return text("workload");
    }

    boolean isGood() {
        return text("failure").isEmpty();
    }
}
