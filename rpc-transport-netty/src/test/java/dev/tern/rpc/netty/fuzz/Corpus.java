package dev.tern.rpc.netty.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Inputs that were worth keeping: those that once failed, and those that reach code that no other does. One file each, in a
 * folder for each target.
 */
final class Corpus {
    private static final Path KEPT = Path.of("src/test/resources/fuzz");
    private static final Path FOUND = Path.of("target/fuzz");

    private Corpus() {}

    /** A target's inputs by file name, in the same order each time. */
    static TreeMap<String, byte[]> of(Target target) {
        TreeMap<String, byte[]> inputs = new TreeMap<>();
        Path folder = KEPT.resolve(folder(target));
        if (!Files.isDirectory(folder)) {
            return inputs;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return inputs;
    }

    /** Its inputs and examples, for mutations to begin with. */
    static List<byte[]> pool(Target target) {
        List<byte[]> pool = new ArrayList<>(target.examples());
        pool.addAll(of(target).values());
        return pool;
    }

    /** Keeps an input that fails where it is not in the way; returns what to do with it. */
    static String keep(Target target, byte[] input) {
        Path file = FOUND.resolve(folder(target)).resolve(Long.toHexString(hash(input)));
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "the input is in " + file + "; mend what it shows, and keep it in " + KEPT.resolve(folder(target));
    }

    private static String folder(Target target) {
        return target.name().toLowerCase(Locale.ROOT);
    }

    private static long hash(byte[] input) {
        long hash = 1;
        for (byte b : input) {
            hash = hash * 1_000_003 + b;
        }
        return hash;
    }
}
