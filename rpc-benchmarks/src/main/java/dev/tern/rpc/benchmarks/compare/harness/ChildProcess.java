package dev.tern.rpc.benchmarks.compare.harness;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program of a sample as its parent has it: lines to it, lines from it, and its end whatever happens. For one thread. */
final class ChildProcess implements AutoCloseable {
    /** A JVM that is slow to start, a server that is slow to connect to: on a busy machine both take their time. */
    private static final int PATIENCE_SECONDS = 60;

    private static final int GRACE_SECONDS = 3;

    private final String name;
    private final Process process;
    private final PrintWriter out;
    private final Path errors;
    private final Thread atExit;

    /** What it has said; nothing after its last line. */
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    private ChildProcess(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.out = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread reader = new Thread(this::read, name + "-reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one; what it writes to its standard error goes to a file in this folder. */
    static ChildProcess start(String name, List<String> command, Path folder) throws IOException {
        File errors = folder.resolve(name + ".txt").toFile();
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        return new ChildProcess(name, process, errors.toPath());
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException closed) {
            // As if it had ended.
        }
        lines.add(Optional.empty());
    }

    void tell(String line) {
        out.println(line);
    }

    /**
     * What it says next.
     *
     * @throws IOException if it has ended, or says nothing for a minute, with the end of what it wrote to its standard error
     */
    String answer() throws IOException, InterruptedException {
        Optional<String> line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("the " + name + " says nothing" + lastError());
        }
        return line.orElseThrow(() -> new IOException("the " + name + " has ended" + lastError()));
    }

    private String lastError() {
        try {
            return Files.readAllLines(errors).stream()
                    .filter(line -> line.contains("Exception") || line.contains("Error"))
                    .findFirst()
                    .map(line -> ": " + line)
                    .orElse("");
        } catch (IOException unreadable) {
            return "";
        }
    }

    @Override
    public void close() {
        out.close();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
