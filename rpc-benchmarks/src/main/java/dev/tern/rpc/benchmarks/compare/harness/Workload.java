package dev.tern.rpc.benchmarks.compare.harness;

import java.util.List;

/**
 * What is asked of a peer.
 *
 * @param name as in tables
 * @param kind what a call looks like
 * @param inFlight calls at a time, all on one connection unless the peer can't; streams at a time
 * @param payloadBytes each way; of each message of a stream
 * @param tls whether the connection is encrypted
 * @param extras what a curve asks for on top
 */
public record Workload(String name, Kind kind, int inFlight, int payloadBytes, boolean tls, Extras extras) {
    /** Messages of one stream: so few that the slowest peer sends them within the deadline, so many that its start is nothing. */
    public static final int STREAM_MESSAGES = 100_000;

    private static final int KIB = 1_024;

    /** Those of the comparison. */
    public static final List<Workload> ALL = List.of(
            new Workload("W1", Kind.UNARY, 1, 32, false),
            new Workload("W2", Kind.UNARY, 64, 32, false),
            new Workload("W3", Kind.UNARY, 512, 32, false),
            new Workload("W4", Kind.UNARY, 64, KIB, false),
            new Workload("W5", Kind.UNARY, 8, 64 * KIB, false),
            new Workload("W6", Kind.UNARY, 4, KIB * KIB, false),
            new Workload("W7", Kind.STREAM, 1, 32, false),
            new Workload("W8", Kind.UNARY, 64, 256, true),
            new Workload("W9", Kind.ONE_WAY, 512, 32, false));

    /** A workload of the comparison. */
    public Workload(String name, Kind kind, int inFlight, int payloadBytes, boolean tls) {
        this(name, kind, inFlight, payloadBytes, tls, Extras.NONE);
    }

    /** In words. */
    public String description() {
        String size = payloadBytes < KIB
                ? payloadBytes + " B"
                : payloadBytes < KIB * KIB ? payloadBytes / KIB + " KiB" : payloadBytes / (KIB * KIB) + " MiB";
        return switch (kind) {
            case UNARY -> inFlight + " in flight, " + size + (tls ? ", TLS" : "") + extras.description();
            case ONE_WAY -> "one-way, " + inFlight + " at a time not yet handed over, " + size;
            case STREAM -> "messages of one server stream, " + size;
            case IDLE -> inFlight == 0 ? extras.connections() + " connections" : inFlight + " streams";
        };
    }

    /** On a command line. */
    String argument() {
        return String.join(
                ":",
                name,
                kind.name(),
                Integer.toString(inFlight),
                Integer.toString(payloadBytes),
                Boolean.toString(tls),
                extras.argument());
    }

    static Workload parse(String argument) {
        String[] parts = argument.split(":", -1);
        return new Workload(
                parts[0],
                Kind.valueOf(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                Boolean.parseBoolean(parts[4]),
                Extras.parse(parts[5]));
    }
}
