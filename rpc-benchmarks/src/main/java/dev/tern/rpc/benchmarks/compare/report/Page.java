package dev.tern.rpc.benchmarks.compare.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prose by hand, and blocks between markers that are made anew: the prose stays. */
final class Page {
    private Page() {}

    /**
     * The page with these in place of what was between their markers; blocks that are not given stay.
     *
     * @throws IllegalArgumentException if it has no markers for a block, saying what they look like
     */
    static String fill(String page, Map<String, String> blocks) {
        String filled = page;
        for (Map.Entry<String, String> block : blocks.entrySet()) {
            String begin = "<!-- begin " + block.getKey() + " -->";
            String end = "<!-- end " + block.getKey() + " -->";
            Matcher between = Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
                    .matcher(filled);
            if (!between.find()) {
                throw new IllegalArgumentException(
                        "the page has no place for " + block.getKey() + ": " + begin + " " + end);
            }
            String made = begin + "\n\n" + block.getValue().strip() + "\n\n" + end;
            filled = filled.substring(0, between.start()) + made + filled.substring(between.end());
        }
        return filled;
    }

    /** What a report consists of: blocks of the page, and files beside it. */
    record Parts(Map<String, String> blocks, Map<String, String> files) {
        Parts() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    /** Paragraphs, one after another. */
    static String paragraphs(List<String> texts) {
        List<String> stripped = new ArrayList<>();
        texts.forEach(text -> stripped.add(text.strip()));
        return String.join("\n\n", stripped) + "\n";
    }
}
