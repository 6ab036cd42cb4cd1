package dev.tern.rpc.interop;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** grpc-java's own interop programs, on the class path that the build lays out for them. */
final class GrpcJava {
    private static final String PACKAGE = "io.grpc.testing.integration.";
    private static final String CLASS_PATH = Path.of("target", "grpc-java").toAbsolutePath() + File.separator + "*";

    private GrpcJava() {}

    /** Starts the server, and waits until it listens. */
    static Program server(boolean tls) throws IOException, InterruptedException {
        Program server =
                Program.start(CLASS_PATH, PACKAGE + "TestServiceServer", "--port=" + freePort(), "--use_tls=" + tls);
        server.startedPort();
        return server;
    }

    /** Starts the client on a case. */
    static Program client(String testCase, int port, boolean tls) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--server_host=127.0.0.1",
                "--server_port=" + port,
                "--test_case=" + testCase,
                "--use_tls=" + tls,
                "--soak_per_iteration_max_acceptable_latency_ms="
                        + Column.SOAK.maxLatency().toMillis()));
        if (tls) {
            arguments.addAll(List.of("--use_test_ca=true", "--server_host_override=" + Column.AUTHORITY));
        }
        return Program.start(CLASS_PATH, PACKAGE + "TestServiceClient", arguments.toArray(String[]::new));
    }

    /** A port that was free a moment ago: the server does not tell which one it got if it is asked to choose. */
    private static int freePort() throws IOException {
        try (ServerSocket soonFree = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return soonFree.getLocalPort();
        }
    }
}
