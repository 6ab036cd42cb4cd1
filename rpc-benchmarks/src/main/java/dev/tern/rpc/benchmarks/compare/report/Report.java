package dev.tern.rpc.benchmarks.compare.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the page's blocks and the charts anew. Arguments: the page, then files of raw results, of which later ones count where
 * several have the same. Charts go to the folder beside the page that has its name. Blocks that the files have nothing for stay.
 */
public final class Report {
    private Report() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("rpc-benchmarks/report [--page FILE] RESULTS.csv …");
            System.exit(2);
        }
        try {
            Path page = Path.of(arguments[0]);
            List<Run> runs = new ArrayList<>();
            for (String file : List.of(arguments).subList(1, arguments.length)) {
                runs.add(Run.read(Path.of(file)));
            }
            make(page, new Results(runs));
        } catch (IllegalArgumentException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(1);
        }
    }

    private static void make(Path page, Results results) throws IOException {
        String name = page.getFileName().toString().replaceFirst("\\.md$", "");
        Page.Parts parts = new Page.Parts();
        Comparisons.add(results, parts, name);
        Curves.add(results, parts, name);
        String filled = Page.fill(Files.readString(page), parts.blocks());
        Path folder = Files.createDirectories(page.toAbsolutePath().resolveSibling(name));
        for (Map.Entry<String, String> file : parts.files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(page, filled);
        System.out.println("made " + String.join(", ", parts.blocks().keySet()) + " of " + page + " and "
                + parts.files().size() + " charts in " + folder);
    }
}
