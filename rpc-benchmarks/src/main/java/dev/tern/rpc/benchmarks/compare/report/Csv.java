package dev.tern.rpc.benchmarks.compare.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Text of cells between commas, quoted where they have to be, after a line of names. */
final class Csv {
    private Csv() {}

    /**
     * The rows after the first, each by the names in that.
     *
     * @throws IllegalArgumentException if a row has more or fewer cells than there are names, or a quote doesn't end
     */
    static List<Map<String, String>> parse(String text) {
        List<List<String>> lines = cells(text);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("there is no line of names");
        }
        List<String> names = lines.get(0);
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = lines.get(i);
            if (cells.size() != names.size()) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + cells.size() + " cells, and there are " + names.size() + " names");
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 0; column < names.size(); column++) {
                row.put(names.get(column), cells.get(column));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> cells(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                line.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                line.add(cell.toString());
                cell.setLength(0);
                lines.add(line);
                line = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote doesn't end");
        }
        if (!line.isEmpty() || !cell.isEmpty()) {
            line.add(cell.toString());
            lines.add(line);
        }
        lines.removeIf(cells -> cells.equals(List.of("")));
        return lines;
    }
}
