package dev.tern.rpc.protoc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java files in {@code src/test/golden}, which say what the plugin shall write for {@code src/test/proto}. */
final class GoldenFiles {
    static final Path FOLDER = Path.of("src", "test", "golden");

    /** The .proto files that have golden files: all with services but those in {@code broken}. */
    static final List<String> PROTOS = List.of(
            "comments.proto",
            "deprecated.proto",
            "edition_2023.proto",
            "edition_2024.proto",
            "file_class.proto",
            "greeter.proto",
            "method_names.proto",
            "named_file_class.proto",
            "type_names.proto",
            "unnamed.proto",
            "unnamed_nested.proto");

    private GoldenFiles() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
