package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The peers there are. A file with a line for each: name, project, oldest JDK, seconds it warms up at least, workloads ({@code all}, {@code all-W9} or {@code
 * W1,W2}), class, and the variant, which may have blanks. What follows a {@code #} is a comment.
 *
 * @param entries in the order of the file
 */
record Catalogue(List<CatalogueEntry> entries) {
    private static final int COLUMNS = 7;

    static Catalogue read(Path file) throws IOException {
        return new Catalogue(Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .map(Catalogue::entry)
                .toList());
    }

    private static CatalogueEntry entry(String line) {
        String[] columns = line.split("\\s+", COLUMNS);
        if (columns.length < COLUMNS - 1) {
            throw new IllegalArgumentException("catalogue has a line of too few columns: " + line);
        }
        return new CatalogueEntry(
                columns[0],
                columns[1],
                Integer.parseInt(columns[2]),
                Integer.parseInt(columns[3]),
                workloads(columns[4]),
                columns[5],
                columns.length == COLUMNS ? columns[COLUMNS - 1] : "");
    }

    private static Set<String> workloads(String text) {
        String[] names = text.split(",|(?=-)", -1);
        Set<String> workloads = new LinkedHashSet<>();
        for (String name : names) {
            if (name.equals("all")) {
                Workload.ALL.forEach(workload -> workloads.add(workload.name()));
            } else if (name.startsWith("-")) {
                workloads.remove(name.substring(1));
            } else {
                workloads.add(name);
            }
        }
        return workloads;
    }

    /**
     * Those of these names, in the order of the catalogue; a {@code *} stands for anything, and no names for all.
     *
     * @throws IllegalArgumentException if a name fits none
     */
    List<CatalogueEntry> select(List<String> names) {
        for (String name : names) {
            if (entries.stream().noneMatch(entry -> fits(entry, name))) {
                throw new IllegalArgumentException("no peer '" + name + "'; there are "
                        + entries.stream().map(CatalogueEntry::name).collect(Collectors.joining(", ")));
            }
        }
        return entries.stream()
                .filter(entry -> names.isEmpty() || names.stream().anyMatch(name -> fits(entry, name)))
                .toList();
    }

    private static boolean fits(CatalogueEntry entry, String name) {
        String pattern = Arrays.stream(name.split("\\*", -1))
                .map(part -> part.isEmpty() ? "" : Pattern.quote(part))
                .collect(Collectors.joining(".*"));
        return entry.name().matches(pattern);
    }
}
