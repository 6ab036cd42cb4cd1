package dev.tern.rpc.benchmarks.memory;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link MeasuredServer} as its parent has it. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader in;
    private final PrintWriter out;
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.out = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.port = Integer.parseInt(read());
    }

    /** Starts one, with the same class path and a heap of this size. */
    static ServerProcess start(String heap) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms" + heap,
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeasuredServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ServerProcess(process);
    }

    String target() {
        return "127.0.0.1:" + port;
    }

    Memory now() throws IOException {
        out.println("now");
        return Memory.parse(read());
    }

    Memory afterCollection() throws IOException {
        out.println("gc");
        return Memory.parse(read());
    }

    int held() throws IOException {
        out.println("held");
        return Integer.parseInt(read());
    }

    List<String> histogram() throws IOException {
        out.println("histogram");
        List<String> lines = new ArrayList<>();
        for (String line = read(); !line.equals(MeasuredServer.END); line = read()) {
            lines.add(line);
        }
        return lines;
    }

    private String read() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the server has ended");
        }
        return line;
    }

    @Override
    public void close() {
        out.close();
        process.destroy();
    }
}
