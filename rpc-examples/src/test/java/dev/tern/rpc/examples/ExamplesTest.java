package dev.tern.rpc.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example; each checks its own claims, so that exit code 0 says that they hold. */
class ExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** For each example a line that it prints when it got to its point. */
    private static final Map<String, String> POINTS = new TreeMap<>(Map.ofEntries(
            Map.entry("accesslog.AccessLogExample", "client: 1 OK, 1 INVALID_ARGUMENT"),
            Map.entry("asyncservice.AsyncServiceExample", "Hello, 3 people"),
            Map.entry("authentication.AuthenticationExample", "without a token: UNAUTHENTICATED"),
            Map.entry("cancellation.CancellationExample", "server: stopped working, CANCELLED"),
            Map.entry("chat.ChatExample", "Hello, Grace"),
            Map.entry("clientstreaming.UploadExample", "publisher: Hello, Alan and Edsger"),
            Map.entry("deadline.DeadlineExample", "client: DEADLINE_EXCEEDED"),
            Map.entry("errors.ErrorsExample", "detail: at most 12 letters, got 18"),
            Map.entry("future.FutureExample", "called back: INVALID_ARGUMENT, nobody has no name"),
            Map.entry("grpc.GrpcExample", "over GRPC: Hello, Ada"),
            Map.entry("interceptor.InterceptorExample", "with the token: Hello, Ada"),
            Map.entry("metadata.MetadataExample", "trailers: {letters=12}"),
            Map.entry("oneway.OneWayExample", "server: Ada was here"),
            Map.entry("serverstreaming.PulledRepliesExample", "client: Hello number 3 ..."),
            Map.entry("tls.TlsExample", "Hello, CN=ada"),
            Map.entry("unary.UnaryExample", "Hello, Ada")));

    static Set<String> examples() {
        return POINTS.keySet();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleShowsWhatItSays(String example) throws Exception {
        Program program = Program.run("dev.tern.rpc.examples." + example);
        assertEquals(0, program.exitCode(), program::toString);
        assertTrue(program.output().contains(POINTS.get(example)), program::toString);
    }

    @Test
    void noExampleIsForgottenHere() throws IOException {
        Path root = SOURCES.resolve("dev/tern/rpc/examples");
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> found = files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith("Example.java"))
                    .map(file -> file.replace(".java", "").replaceAll("[/\\\\]", "."))
                    .collect(Collectors.toSet());
            assertEquals(POINTS.keySet(), found);
        }
    }
}
