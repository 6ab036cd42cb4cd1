package dev.tern.rpc.benchmarks.compare.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The client of a sample, in a process of its own. Starts the load at once and says which JVM it is; {@code begin} begins the
 * window that is measured, {@code end} ends it and the load, and is answered with what was used and what came of it. Ends with its
 * input. Arguments: class of the peer, variant, workload, key store, port.
 */
public final class ClientProgram {
    private ClientProgram() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err); // a peer that prints must not be taken for an answer
        Workload workload = Workload.parse(arguments[2]);
        Conditions conditions = new Conditions(workload, new TlsKeys(Path.of(arguments[3])));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (PeerClient client =
                Peer.named(arguments[0], arguments[1]).connect(conditions, Integer.parseInt(arguments[4]))) {
            Load load = Load.of(client, workload);
            load.start();
            out.println(System.getProperty("java.vm.version"));
            expect(in, "begin");
            Recording measured = new Recording();
            UsageWindow window = new UsageWindow(() -> 0);
            load.record(measured);
            out.println("begun");
            expect(in, "end");
            load.record(new Recording());
            Usage usage = window.end();
            load.stop();
            ClientResult result = new ClientResult(
                    usage, measured.latencies(), load.handedOver(), load.failures(), load.firstFailure());
            out.println(result.line());
            in.readLine(); // ends with its input: what the server has not read yet would be lost with the connection
        }
        System.exit(0); // threads that a peer leaves behind must not keep the process
    }

    private static void expect(BufferedReader in, String expected) throws IOException {
        String line = in.readLine();
        if (!expected.equals(line)) {
            throw new IOException("asked for " + line + ", not " + expected);
        }
    }
}
