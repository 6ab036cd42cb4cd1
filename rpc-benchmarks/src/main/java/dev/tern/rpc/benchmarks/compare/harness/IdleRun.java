package dev.tern.rpc.benchmarks.compare.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has the programs of the package {@code memory} say what idle connections and streams take of the heap.
 *
 * @param machine where
 * @param folder for what the processes have to say
 */
record IdleRun(Machine machine, Path folder) {
    private static final String PROGRAMS = "dev.tern.rpc.benchmarks.memory.";
    private static final Pattern HEAP = Pattern.compile("\\s*(client|server): heap (-?[\\d,]+) B .*");

    /** A sample whose bytes are those of each connection or stream; a broken one if the program fails. */
    Sample take(int round, CatalogueEntry peer, Workload workload) throws InterruptedException {
        boolean connections = workload.name().equals("idle-connections");
        String program = PROGRAMS + (connections ? "IdleConnections" : "IdleStreams");
        String wire = peer.variant().split(" ", -1)[0].toUpperCase(Locale.ROOT);
        int count = connections ? workload.extras().connections() : workload.inFlight();
        try (ChildProcess process = ChildProcess.start(
                "memory", machine.program(peer, program, List.of(wire, Integer.toString(count))), folder)) {
            process.answer(); // what it is about to say
            double client = heap("client", process.answer());
            double server = heap("server", process.answer());
            return Sample.idle(round, peer.name(), workload, server, client, System.getProperty("java.vm.version"));
        } catch (IOException failure) {
            return Sample.broken(round, peer.name(), workload, String.valueOf(failure.getMessage()));
        }
    }

    private static double heap(String side, String line) throws IOException {
        Matcher said = HEAP.matcher(line);
        if (!said.matches() || !said.group(1).equals(side)) {
            throw new IOException("asked for the " + side + "'s heap, and told " + line);
        }
        return Double.parseDouble(said.group(2).replace(",", ""));
    }
}
