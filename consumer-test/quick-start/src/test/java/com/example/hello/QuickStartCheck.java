package com.example.hello;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the two programs of the quick start against each other. No part of what README.md shows: a plain main, so that the
 * project needs no test framework.
 */
public final class QuickStartCheck {
    private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

    private QuickStartCheck() {}

    public static void main(String[] args) throws Exception {
        PrintStream console = System.out;
        PortReader server = new PortReader();
        System.setOut(new PrintStream(server, true, StandardCharsets.UTF_8));
        try {
            Thread serving = new Thread(QuickStartCheck::serve, "server");
            serving.setDaemon(true);
            serving.start();
            String port = server.port.get(30, TimeUnit.SECONDS);

            ByteArrayOutputStream client = new ByteArrayOutputStream();
            System.setOut(new PrintStream(client, true, StandardCharsets.UTF_8));
            HelloClient.main(new String[] {"localhost:" + port});
            String greeting = client.toString(StandardCharsets.UTF_8).strip();
            if (!greeting.equals("Hello, Ada")) {
                throw new AssertionError("the client of the quick start printed '" + greeting + "'");
            }
            console.println("The quick start works: port " + port + " says '" + greeting + "'");
            serving.interrupt();
            serving.join();
        } finally {
            System.setOut(console);
        }
    }

    private static void serve() {
        try {
            HelloServer.main(new String[] {"0"});
        } catch (InterruptedException stopped) {
            // by the check, when it is done
        } catch (Exception failure) {
            failure.printStackTrace();
        }
    }

    /** Finds the port in what the server prints. */
    private static final class PortReader extends OutputStream {
        private final CompletableFuture<String> port = new CompletableFuture<>();
        private final StringBuilder printed = new StringBuilder();

        @Override
        public synchronized void write(int character) {
            printed.append((char) character);
            Matcher listening = LISTENING.matcher(printed);
            if (character == '\n' && listening.find()) {
                port.complete(listening.group(1));
            }
        }
    }
}
