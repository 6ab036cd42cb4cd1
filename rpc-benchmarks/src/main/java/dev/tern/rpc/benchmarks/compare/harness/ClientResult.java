package dev.tern.rpc.benchmarks.compare.harness;

/**
 * What a client says at the end.
 *
 * @param usage of its process
 * @param latencies what it recorded in the window
 * @param handedOver one-way calls that were handed to the socket, ever
 * @param failures calls that failed, ever
 * @param firstFailure what the first of them said; empty if there is none
 */
record ClientResult(Usage usage, Latencies latencies, long handedOver, int failures, String firstFailure) {
    private static final String SEPARATOR = "|";

    /** In one line that {@link #parse} reads. */
    String line() {
        return String.join(
                SEPARATOR,
                usage.line(),
                Long.toString(latencies.count()),
                Long.toString(latencies.p50()),
                Long.toString(latencies.p99()),
                Long.toString(latencies.p999()),
                Long.toString(handedOver),
                Integer.toString(failures),
                firstFailure.replaceAll("\\R", " "));
    }

    static ClientResult parse(String line) {
        String[] parts = line.split("\\|", 8);
        Latencies latencies = new Latencies(
                Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]), Long.parseLong(parts[4]));
        return new ClientResult(
                Usage.parse(parts[0]), latencies, Long.parseLong(parts[5]), Integer.parseInt(parts[6]), parts[7]);
    }
}
