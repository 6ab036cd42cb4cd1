package dev.tern.rpc.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Our programs as somebody at a shell meets them. */
class ProgramsTest {
    @Test
    void theClientPassesACaseAgainstTheServer() throws Exception {
        try (Program server = Program.start(TestServiceServer.class, "--port=0", "--use_tls=true");
                Program client = Program.start(
                        TestServiceClient.class,
                        "--server_host=127.0.0.1",
                        "--server_port=" + server.startedPort(),
                        "--server_host_override=" + Column.AUTHORITY,
                        "--use_tls=true",
                        "--use_test_ca=true",
                        "--test_case=large_unary")) {
            assertEquals(0, client.exitCode(), client::output);
            assertTrue(client.output().endsWith("large_unary: passed\n"), client::output);
        }
    }

    @Test
    void theClientUsesTheNativeWireIfToldTo() throws Exception {
        try (Program server = Program.start(TestServiceServer.class, "--port", "0");
                Program client = Program.start(
                        TestServiceClient.class,
                        "--wire",
                        "native",
                        "--server_port",
                        Integer.toString(server.startedPort()),
                        "--test_case",
                        "ping_pong")) {
            assertEquals(0, client.exitCode(), client::output);
            assertTrue(client.output().endsWith("ping_pong: passed\n"), client::output);
        }
    }

    @Test
    void aServerThatDoesNotAsItShouldIsAnExitCodeOfOne() throws Exception {
        int port;
        try (ServerSocket soonFree = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = soonFree.getLocalPort();
        }
        try (Program client = client("--server_host=127.0.0.1", "--server_port=" + port)) {
            assertEquals(1, client.exitCode(), client::output);
            assertTrue(client.output().contains("empty_unary: FAILED\n"), client::output);
        }
    }

    @Test
    void aCaseNobodyKnowsIsNamedAndTheKnownOnesAreListed() throws Exception {
        try (Program client = client("--test_case=empty_unitary")) {
            assertEquals(CommandLine.MISUSED, client.exitCode(), client::output);
            assertTrue(
                    client.output()
                            .startsWith("TestServiceClient: --test_case 'empty_unitary' is not one of empty_unary "),
                    client::output);
        }
    }

    private static Program client(String... arguments) throws IOException {
        return Program.start(TestServiceClient.class, arguments);
    }
}
