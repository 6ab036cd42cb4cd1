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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps README.md true: its code is code that the build compiles and runs, and what it points at exists. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Path GRPC_JS = ROOT.resolve("rpc-interop-testing/grpc-js");
    private static final Path QUICK_START = ROOT.resolve("consumer-test/quick-start");
    private static final Set<String> CHECKED_LANGUAGES = Set.of("java", "xml", "proto", "js");

    /** A fenced block, with the path before it if there is one: then it is all of that file. */
    private static final Pattern BLOCK = Pattern.compile("(?m)(?:^`([^`\\s]+)`\\n\\n)?^```(\\w*)\\n((?s:.*?))^```$");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");
    private static final Pattern EXAMPLE = Pattern.compile("dev\\.tern\\.rpc\\.examples\\.([a-z.]+\\.\\w+)");

    record Block(String file, String language, String text) {
        /** The first line that says something. */
        @Override
        public String toString() {
            return file.isEmpty() ? text.lines().findFirst().orElse("").strip() : file;
        }
    }

    static List<Block> codeBlocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(read(ROOT.resolve("README.md")));
        while (matcher.find()) {
            String file = matcher.group(1) == null ? "" : matcher.group(1);
            blocks.add(new Block(file, matcher.group(2), matcher.group(3)));
        }
        return blocks.stream()
                .filter(block -> CHECKED_LANGUAGES.contains(block.language()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("codeBlocks")
    void codeIsWhatTheBuildCompiles(Block block) throws IOException {
        if (!block.file().isEmpty()) {
            assertEquals(read(QUICK_START.resolve(block.file())), block.text());
            return;
        }
        List<Path> sources = sources();
        assertTrue(
                sources.stream().anyMatch(source -> hasInOrder(read(source), block.text())),
                () -> "no file has these lines:\n" + block.text());
    }

    @Test
    void theQuickStartIsShownWhole() throws IOException {
        List<Path> shown = codeBlocks().stream()
                .filter(block -> !block.file().isEmpty())
                .map(block -> QUICK_START.resolve(block.file()))
                .sorted()
                .toList();
        try (Stream<Path> files = Files.walk(QUICK_START)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(QUICK_START.resolve("src/test")))
                    .filter(file -> !file.startsWith(QUICK_START.resolve("target")))
                    .filter(file -> !file.endsWith("invoker.properties"))
                    .sorted()
                    .toList();
            assertEquals(all, shown);
        }
    }

    @Test
    void whatIsPointedAtExists() {
        Matcher link = LINK.matcher(read(ROOT.resolve("README.md")));
        while (link.find()) {
            assertTrue(Files.exists(ROOT.resolve(link.group(1))), link.group(1) + " does not exist");
        }
    }

    @Test
    void programsToRunExist() {
        Matcher example = EXAMPLE.matcher(read(ROOT.resolve("README.md")));
        while (example.find()) {
            Path source = Path.of(
                    "src/main/java/dev/tern/rpc/examples", example.group(1).replace('.', '/') + ".java");
            assertTrue(Files.exists(source), source + " does not exist");
        }
    }

    /**
     * Whether a text has all paragraphs of another, one after another; line breaks and indentation do not count. A blank
     * line, or one of {@code // ...}, ends a paragraph.
     */
    private static boolean hasInOrder(String text, String paragraphs) {
        String dense = dense(text);
        int from = 0;
        for (String paragraph : paragraphs.split("(?m)^\\s*(// \\.\\.\\.)?$")) {
            String wanted = dense(paragraph);
            int at = dense.indexOf(wanted, from);
            if (at < 0) {
                return false;
            }
            from = at + wanted.length();
        }
        return true;
    }

    private static String dense(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> examples = Files.walk(Path.of("src"));
                Stream<Path> consumers = Files.walk(ROOT.resolve("consumer-test"));
                Stream<Path> scripts = Files.list(GRPC_JS)) {
            return Stream.of(examples, consumers, scripts)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().matches(".*\\.(java|proto|xml|js)"))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
