package dev.tern.rpc.interop;

import dev.tern.rpc.netty.Protocol;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The interop client: {@code TestServiceClient --server_host=localhost --server_port=8080 --test_case=large_unary}. Runs one
 * case; exit code 0 if the server did as it should, 1 if not.
 */
public final class TestServiceClient {
    private static final int MAX_ITERATIONS = 1_000_000;
    private static final int MAX_MILLIS = 600_000;
    private static final int MAX_SECONDS = 86_400;

    private TestServiceClient() {}

    /**
     * Runs the client.
     *
     * @param arguments the flags of gRPC's interop clients, with the defaults below, and one of Tern's own: {@code --wire}
     */
    public static void main(String[] arguments) {
        TestCase testCase;
        Target target;
        Soak soak;
        try {
            CommandLine line = CommandLine.of(arguments, defaults());
            testCase = TestCase.of(line.text("test_case"));
            target = target(line);
            soak = soak(line);
        } catch (IllegalArgumentException misuse) {
            System.err.println("TestServiceClient: " + misuse.getMessage());
            System.exit(CommandLine.MISUSED);
            return;
        }
        try {
            testCase.run(target, soak);
            System.out.println(testCase + ": passed");
        } catch (Exception | AssertionError failure) {
            System.err.println(testCase + ": FAILED");
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("server_host", "localhost");
        defaults.put("server_port", "8080");
        defaults.put("server_host_override", "");
        defaults.put("test_case", TestCase.EMPTY_UNARY.toString());
        defaults.put("use_tls", "false");
        defaults.put("tls", "false");
        defaults.put("use_test_ca", "false");
        defaults.put("wire", "grpc");
        defaults.put("soak_iterations", Integer.toString(Soak.DEFAULT.iterations()));
        defaults.put("soak_max_failures", Integer.toString(Soak.DEFAULT.maxFailures()));
        defaults.put(
                "soak_per_iteration_max_acceptable_latency_ms",
                Long.toString(Soak.DEFAULT.maxLatency().toMillis()));
        defaults.put(
                "soak_overall_timeout_seconds",
                Long.toString(Soak.DEFAULT.timeout().toSeconds()));
        defaults.put("soak_request_size", Integer.toString(Soak.DEFAULT.requestBytes()));
        defaults.put("soak_response_size", Integer.toString(Soak.DEFAULT.replyBytes()));
        return defaults;
    }

    private static Target target(CommandLine line) {
        return new Target(
                line.text("server_host"),
                line.number("server_port", 1, 65_535),
                line.text("server_host_override"),
                wire(line.text("wire")),
                line.isOn("use_tls") || line.isOn("tls"),
                line.isOn("use_test_ca"));
    }

    private static Protocol wire(String name) {
        return switch (name) {
            case "native" -> Protocol.NATIVE;
            case "grpc" -> Protocol.GRPC;
            default -> throw new IllegalArgumentException("--wire '" + name + "' is neither native nor grpc");
        };
    }

    private static Soak soak(CommandLine line) {
        return new Soak(
                line.number("soak_iterations", 1, MAX_ITERATIONS),
                line.number("soak_max_failures", 0, MAX_ITERATIONS),
                Duration.ofMillis(line.number("soak_per_iteration_max_acceptable_latency_ms", 1, MAX_MILLIS)),
                Duration.ofSeconds(line.number("soak_overall_timeout_seconds", 1, MAX_SECONDS)),
                line.number("soak_request_size", 0, Payloads.MAX_BYTES),
                line.number("soak_response_size", 0, Payloads.MAX_BYTES));
    }
}
