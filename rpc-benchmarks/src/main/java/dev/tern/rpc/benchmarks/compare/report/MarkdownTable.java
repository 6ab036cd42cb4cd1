package dev.tern.rpc.benchmarks.compare.report;

import java.util.List;
import java.util.stream.Collectors;

/** A table, of which the first column is to the left and the others to the right. Confined to one thread. */
final class MarkdownTable {
    private final int columns;
    private final StringBuilder text = new StringBuilder();

    MarkdownTable(List<String> head) {
        this.columns = head.size();
        row(head);
        text.append("|---").append("|---:".repeat(columns - 1)).append("|\n");
    }

    void row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException(cells.size() + " cells in a table of " + columns + " columns");
        }
        text.append(cells.stream()
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\R", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    String text() {
        return text.toString();
    }
}
