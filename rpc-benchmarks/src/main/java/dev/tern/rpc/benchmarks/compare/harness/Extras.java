package dev.tern.rpc.benchmarks.compare.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a point of a curve asks for that the workloads of the comparison don't.
 *
 * @param connections that the calls are spread over
 * @param metadataBytes of names and values with each call, in entries of {@link #ENTRY_BYTES}, of which the server looks one up
 * @param interceptors on either side, each of which wraps the call and its listener
 * @param roomBytes the longest message, and what a stream carries before anything of it is consumed; 0: as the library has them
 */
public record Extras(int connections, int metadataBytes, int interceptors, int roomBytes) {
    /** The workloads of the comparison. */
    public static final Extras NONE = new Extras(1, 0, 0, 0);

    /** A trace header and a short token are about as long. */
    public static final int ENTRY_BYTES = 128;

    /** Names and values, always the same; the last is the one to look up. */
    public List<Map.Entry<String, String>> metadata() {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < metadataBytes / ENTRY_BYTES; i++) {
            String name = String.format(Locale.ROOT, "x-entry-%04d", i);
            entries.add(Map.entry(name, String.valueOf((char) ('a' + i % 26)).repeat(ENTRY_BYTES - name.length())));
        }
        return entries;
    }

    /** In words, each after a comma. */
    String description() {
        return (connections == 1 ? "" : ", " + connections + " connections")
                + (metadataBytes == 0 ? "" : ", " + metadataBytes + " B of metadata")
                + (interceptors == 0 ? "" : ", " + interceptors + " interceptors a side");
    }

    /** On a command line. */
    String argument() {
        return connections + "/" + metadataBytes + "/" + interceptors + "/" + roomBytes;
    }

    static Extras parse(String argument) {
        String[] parts = argument.split("/", -1);
        return new Extras(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]));
    }
}
