package dev.tern.rpc.examples.greeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.examples.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The greeter's programs, as somebody at a shell meets them. */
class GreeterProgramsTest {
    private static final Pattern LISTENING = Pattern.compile("Listening on port (\\d+).*");

    @Test
    void theDemoMakesEveryKindOfCallAndEndsWell() throws Exception {
        Program demo = run(GreeterDemo.class, "--port", "0");
        assertEquals(0, demo.exitCode(), demo::toString);
        assertTrue(demo.output().endsWith("All calls went as they should." + System.lineSeparator()), demo::toString);
        assertEquals(
                20, demo.output().lines().filter(line -> line.startsWith("  ")).count(), demo::toString);
    }

    @Test
    void theDemoSaysThatItsPortIsTakenAndTakesAnother() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            Program demo = run(GreeterDemo.class, "--port", Integer.toString(other.getLocalPort()));
            assertEquals(0, demo.exitCode(), demo::toString);
            assertTrue(demo.output().startsWith("Port " + other.getLocalPort() + " is not to be had"), demo::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "grpc"})
    void theClientIsGreetedByTheServer(String wire) throws Exception {
        Process server = start(GreeterServer.class, "--port", "0");
        try (BufferedReader output = server.inputReader()) {
            String first = output.readLine();
            assertNotNull(first, "the server ended at once");
            Matcher listening = LISTENING.matcher(first);
            assertTrue(listening.matches(), first);
            Program client = run(GreeterClient.class, "--port", listening.group(1), "--name=Ada", "--wire", wire);
            assertEquals(0, client.exitCode(), client::toString);
            assertTrue(client.output().startsWith("Hello, Ada!"), client::toString);
            assertTrue(client.output().contains("Hola, Ada!"), client::toString);
            assertEquals("A visit by Ada", output.readLine());
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void theClientSaysWhomItCouldNotReach() throws Exception {
        int port;
        try (ServerSocket soonFree = new ServerSocket(0)) {
            port = soonFree.getLocalPort();
        }
        Program client = run(GreeterClient.class, "--port", Integer.toString(port));
        assertEquals(1, client.exitCode(), client::toString);
        assertTrue(client.errors().contains("Is a GreeterServer running at localhost:" + port + "?"), client::toString);
    }

    @Test
    void theServerSaysThatItsPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            Program server = run(GreeterServer.class, "--port", Integer.toString(other.getLocalPort()));
            assertEquals(1, server.exitCode(), server::toString);
            assertTrue(server.errors().contains("another port is chosen by --port"), server::toString);
        }
    }

    @Test
    void aFlagNobodyKnowsIsNamedAndTheKnownOnesAreListed() throws Exception {
        Program client = run(GreeterClient.class, "--prot", "50051");
        assertEquals(CommandLine.MISUSED, client.exitCode(), client::toString);
        assertEquals(
                "GreeterClient: '--prot' is not known; the flags and their defaults are --host localhost --port 50051"
                        + " --name World --wire native",
                client.errors().strip());
        assertFalse(client.output().contains("Hello"), client::toString);
    }

    @Test
    void aWireNobodyKnowsIsRefused() throws Exception {
        Program client = run(GreeterClient.class, "--wire", "carrier-pigeon");
        assertEquals(CommandLine.MISUSED, client.exitCode(), client::toString);
        assertEquals(
                "GreeterClient: --wire 'carrier-pigeon' is neither native nor grpc",
                client.errors().strip());
    }

    private static Program run(Class<?> main, String... arguments) throws IOException, InterruptedException {
        return Program.run(main.getName(), arguments);
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        return new ProcessBuilder(Program.command(System.getProperty("java.class.path"), main.getName(), arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
