package dev.tern.rpc.benchmarks.compare.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The server of a sample, in a process of its own. Says its port, then answers what is asked by lines on its standard input:
 * {@code begin} and {@code end} of the window that is measured, and {@code received}, which is how many one-way calls came. Ends
 * with its input. Arguments: class of the peer, variant, workload, key store.
 */
public final class ServerProgram {
    private ServerProgram() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // a peer that prints must not be taken for an answer
        Workload workload = Workload.parse(arguments[2]);
        Conditions conditions = new Conditions(workload, new TlsKeys(Path.of(arguments[3])));
        try (PeerServer server = Peer.named(arguments[0], arguments[1]).serve(conditions)) {
            out.println(server.port());
            answer(server, out);
        }
        System.exit(0); // threads that a peer leaves behind must not keep the process
    }

    private static void answer(PeerServer server, PrintStream out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        UsageWindow window = new UsageWindow(server::received);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            switch (line) {
                case "begin" -> {
                    window = new UsageWindow(server::received);
                    out.println("begun");
                }
                case "end" -> out.println(window.end().line());
                case "received" -> out.println(server.received());
                default -> throw new IOException("asked for " + line);
            }
        }
    }
}
