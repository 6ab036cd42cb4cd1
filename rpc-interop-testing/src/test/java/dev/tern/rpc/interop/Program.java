package dev.tern.rpc.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A main in a process of its own, as somebody at a shell starts it. What it prints is kept; closing ends the process, however
 * the test goes.
 */
final class Program implements AutoCloseable {
    /** Far above what any of them takes, on a machine that has much else to do. */
    private static final int MAX_SECONDS = 60;

    /** What both our server and grpc-java's say when they are ready. */
    private static final Pattern STARTED = Pattern.compile("Server started on port (\\d+)");

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<Integer> startedPort = new CompletableFuture<>();
    private final Thread reader;

    private Program(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a main on a class path; its JVM is told to start fast rather than to run fast. */
    static Program start(String classPath, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                mainClass));
        command.addAll(List.of(arguments));
        return new Program(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Starts a main of ours. */
    static Program start(Class<?> main, String... arguments) throws IOException {
        return start(System.getProperty("java.class.path"), main.getName(), arguments);
    }

    /** Waits for the program to end, and gives its exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("has not ended after " + MAX_SECONDS + " s; it printed:\n" + output);
        }
        reader.join();
        return process.exitValue();
    }

    /** Waits for a server to say that it listens, and gives the port it names. */
    int startedPort() throws InterruptedException {
        try {
            return startedPort.get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException never) {
            throw new AssertionError("the server has not started; it printed:\n" + output, never);
        }
    }

    /** All that was printed so far, errors too. */
    String output() {
        return output.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher started = STARTED.matcher(line);
                if (started.matches()) {
                    startedPort.complete(Integer.parseInt(started.group(1)));
                }
            }
        } catch (IOException closed) {
            output.append(new UncheckedIOException(closed)).append('\n');
        }
        startedPort.completeExceptionally(new IOException("the program has ended"));
    }
}
