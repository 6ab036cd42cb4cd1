package dev.tern.rpc.benchmarks.compare.harness;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Workloads that differ in one thing: what a call costs as that grows.
 *
 * @param name of each of its workloads
 * @param parameter the column of the results that has what differs
 * @param title what differs, in words
 * @param held what does not, in words
 * @param peers names of those it is taken for
 * @param points its workloads
 */
public record Curve(
        String name, String parameter, String title, String held, List<String> peers, List<Workload> points) {
    private static final List<String> DIRECT = List.of("tern-native-direct", "tern-grpc-direct", "grpc-java-direct");
    private static final List<String> BLOCKING =
            List.of("tern-native-direct-blocking", "tern-grpc-direct-blocking", "grpc-java-direct-blocking");
    private static final List<String> TERN = List.of("tern-native-direct", "tern-grpc-direct");

    private static final int SMALL = 32;
    private static final int KIB = 1_024;
    private static final int MIB = KIB * KIB;

    /** The longest payload and what protobuf puts around it. */
    private static final int ROOM = 16 * MIB + KIB;

    /** All there are. */
    public static final List<Curve> ALL = List.of(
            curve(
                    "in-flight",
                    "in_flight",
                    "calls in flight",
                    "32 B, one connection",
                    DIRECT,
                    n -> unary("in-flight", n, SMALL, Extras.NONE),
                    1,
                    3,
                    10,
                    30,
                    100,
                    300,
                    1_000,
                    3_000,
                    10_000),
            curve(
                    "connections",
                    "connections",
                    "connections",
                    "32 B, one call in flight on each",
                    DIRECT,
                    n -> unary("connections", n, SMALL, new Extras(n, 0, 0, 0)),
                    1,
                    3,
                    10,
                    30,
                    100,
                    300,
                    1_000),
            curve(
                    "payload",
                    "payload_bytes",
                    "payload, bytes each way",
                    "4 calls in flight, one connection",
                    DIRECT,
                    n -> unary("payload", 4, n, new Extras(1, 0, 0, ROOM)),
                    0,
                    SMALL,
                    256,
                    2 * KIB,
                    16 * KIB,
                    128 * KIB,
                    MIB,
                    4 * MIB,
                    16 * MIB),
            curve(
                    "metadata",
                    "metadata_bytes",
                    "metadata with the request, bytes",
                    "64 calls in flight, 32 B, one connection",
                    DIRECT,
                    n -> unary("metadata", 64, SMALL, new Extras(1, n, 0, 0)),
                    0,
                    128,
                    256,
                    512,
                    KIB,
                    2 * KIB,
                    4 * KIB),
            curve(
                    "interceptors",
                    "interceptors",
                    "interceptors on either side",
                    "64 calls in flight, 32 B, one connection",
                    DIRECT,
                    n -> unary("interceptors", 64, SMALL, new Extras(1, 0, n, 0)),
                    0,
                    1,
                    2,
                    5,
                    10),
            curve(
                    "threads",
                    "in_flight",
                    "threads that call blocking stubs",
                    "32 B, one connection",
                    BLOCKING,
                    n -> unary("threads", n, SMALL, Extras.NONE),
                    1,
                    2,
                    4,
                    8,
                    16,
                    32,
                    64));

    /** What is there and does nothing: how much of the heap it takes. The name is the workload's. */
    public static final List<Curve> IDLE = List.of(
            curve(
                    "idle-connections",
                    "connections",
                    "idle connections",
                    "",
                    TERN,
                    n -> new Workload("idle-connections", Kind.IDLE, 0, 0, false, new Extras(n, 0, 0, 0)),
                    8_000),
            curve(
                    "idle-streams",
                    "in_flight",
                    "idle bidi streams on one connection",
                    "",
                    TERN,
                    n -> new Workload("idle-streams", Kind.IDLE, n, 0, false, Extras.NONE),
                    100_000));

    private static Curve curve(
            String name,
            String parameter,
            String title,
            String held,
            List<String> peers,
            IntFunction<Workload> at,
            int... points) {
        List<Workload> workloads = IntStream.of(points).mapToObj(at).toList();
        return new Curve(name, parameter, title, held, peers, workloads);
    }

    private static Workload unary(String name, int inFlight, int payloadBytes, Extras extras) {
        return new Workload(name, Kind.UNARY, inFlight, payloadBytes, false, extras);
    }
}
