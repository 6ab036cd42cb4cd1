package dev.tern.rpc.interop.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.examples.greeter.GreeterServer;
import dev.tern.rpc.netty.Protocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The greeter of the examples, started as a program, and clients of three kinds at its one port. */
@Timeout(120)
class OnePortTest {
    private static final Pattern LISTENING = Pattern.compile("Listening on port (\\d+).*");
    private static final int ROUNDS = 50;

    private Process server;
    private BufferedReader output;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GreeterServer.class.getName(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = server.inputReader();
        String first = output.readLine();
        assertNotNull(first, "the server ended at once");
        Matcher listening = LISTENING.matcher(first);
        assertTrue(listening.matches(), first);
        port = Integer.parseInt(listening.group(1));
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    @Test
    void oneServerAnswersNativeAndGrpcClientsAndGrpcJavaAtTheSameTime() throws Exception {
        try (GreeterCalls overNative = new TernGreeter(port, Protocol.NATIVE);
                GreeterCalls overGrpc = new TernGreeter(port, Protocol.GRPC);
                GreeterCalls grpcJava = new GrpcJavaGreeter(port)) {
            List<GreeterCalls> clients = List.of(overNative, overGrpc, grpcJava);
            // Nobody begins a round before all have ended the one before it.
            CyclicBarrier round = new CyclicBarrier(clients.size());
            ExecutorService threads = Executors.newFixedThreadPool(clients.size());
            try {
                List<Future<?>> ends = new ArrayList<>();
                for (GreeterCalls client : clients) {
                    ends.add(threads.submit(() -> {
                        for (int i = 0; i < ROUNDS; i++) {
                            round.await(30, TimeUnit.SECONDS);
                            requireGreetings(client);
                        }
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void oneWayCallsOfAllClientsReachTheSameHandler() throws Exception {
        try (GreeterCalls overNative = new TernGreeter(port, Protocol.NATIVE);
                GreeterCalls overGrpc = new TernGreeter(port, Protocol.GRPC);
                GreeterCalls grpcJava = new GrpcJavaGreeter(port)) {
            overNative.record("Ada");
            overGrpc.record("Grace");
            grpcJava.record("Alan");
            List<String> visits = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                visits.add(output.readLine());
            }
            Collections.sort(visits); // connections do not wait for each other
            assertEquals(List.of("A visit by Ada", "A visit by Alan", "A visit by Grace"), visits);
        }
    }

    private static void requireGreetings(GreeterCalls client) {
        assertEquals("Hello, Ada!", client.greet("Ada"));
        assertEquals(
                List.of("Hello, Grace!", "Bonjour, Grace!", "Hallo, Grace!", "Hola, Grace!"),
                client.greetOften("Grace"));
        assertEquals("Hello, Ada and Grace!", client.greetTogether(List.of("Ada", "Grace")));
    }
}
