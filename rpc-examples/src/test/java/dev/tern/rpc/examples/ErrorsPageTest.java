package dev.tern.rpc.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/errors.md complete: the words of each status that the library makes are there. */
class ErrorsPageTest {
    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES = List.of("rpc-core", "rpc-transport-netty", "rpc-codec-protobuf");

    /** What makes messages: of a status, or of one that the named methods put an address before. */
    private static final Pattern MESSAGE = Pattern.compile("\\b(?:withMessage|unavailable|failed)\\(");

    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Shorter ones hold names together. */
    private static final int MIN_CHARS = 6;

    @Test
    void eachMessageIsOnThePage() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/errors.md"));
        Set<String> missing = new TreeSet<>();
        for (Path source : sources()) {
            for (String words : wordsOf(read(source))) {
                if (!page.contains(words)) {
                    missing.add("'" + words + "' (" + source.getFileName() + ")");
                }
            }
        }
        assertEquals(
                Set.of(),
                missing,
                "docs/errors.md lacks these words of messages: add a row with the whole message, its cause and what to do,"
                        + " under its code");
    }

    @Test
    void messagesAreFoundWhereTheyAre() {
        List<String> words =
                wordsOf("x.withMessage(\"no room for \" + n(1, \")(\") + \" more calls\"); y(\"not this one\")");
        assertEquals(List.of("no room for", "more calls"), words);
        assertTrue(sources().size() > 200, "sources are looked for in the wrong place");
    }

    private static List<String> wordsOf(String source) {
        List<String> words = new ArrayList<>();
        Matcher message = MESSAGE.matcher(source);
        while (message.find()) {
            Matcher literal = LITERAL.matcher(source).region(message.end(), endOfArgument(source, message.end()));
            while (literal.find()) {
                String text = literal.group(1).strip();
                if (text.length() >= MIN_CHARS) {
                    words.add(text);
                }
            }
        }
        return words;
    }

    /** Where the parenthesis closes that is open before an index. */
    private static int endOfArgument(String source, int from) {
        int open = 1;
        boolean quoted = false;
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                open++;
            } else if (!quoted && c == ')' && --open == 0) {
                return i;
            }
        }
        return source.length();
    }

    private static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
