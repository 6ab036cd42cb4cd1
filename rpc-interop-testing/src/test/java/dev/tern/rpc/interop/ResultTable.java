package dev.tern.rpc.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of all cases, as a table in a Markdown file, between two lines that mark its place. The same results give the same
 * text. For any thread.
 */
final class ResultTable {
    private static final String BEGIN = "<!-- results: written by InteropMatrixTest -->\n";
    private static final String END = "<!-- end of results -->\n";

    /** Guarded by this object's lock. */
    private final Map<TestCase, Map<Column, Result>> rows = new EnumMap<>(TestCase.class);

    synchronized void add(TestCase testCase, Column column, Result result) {
        rows.computeIfAbsent(testCase, row -> new EnumMap<>(Column.class)).put(column, result);
    }

    /** Whether there is a result for every case in every column: not if only some were run, or one was not as expected. */
    synchronized boolean isComplete() {
        return Arrays.stream(TestCase.values())
                .allMatch(row -> rows.getOrDefault(row, Map.of()).size() == Column.values().length);
    }

    /** Puts the table into the file in place of the one there. */
    void writeTo(Path file) throws IOException {
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException(file + " lacks the lines between which results belong");
        }
        String changed = text.substring(0, begin + BEGIN.length()) + "\n" + markdown() + "\n" + text.substring(end);
        if (!changed.equals(text)) {
            Files.writeString(file, changed);
        }
    }

    synchronized String markdown() {
        Column[] columns = Column.values();
        StringBuilder table = new StringBuilder("| case |");
        for (Column column : columns) {
            table.append(' ').append(column.title()).append(" |");
        }
        table.append("\n|---|").append("---|".repeat(columns.length)).append('\n');
        rows.forEach((testCase, results) -> table.append("| `")
                .append(testCase)
                .append("` | ")
                .append(results.values().stream().map(Result::mark).collect(Collectors.joining(" | ")))
                .append(" |\n"));
        return table.toString();
    }
}
