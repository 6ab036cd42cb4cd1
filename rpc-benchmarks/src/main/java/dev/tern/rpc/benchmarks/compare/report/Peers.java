package dev.tern.rpc.benchmarks.compare.report;

/** What the names of peers say. */
final class Peers {
    /** Netty with protobuf and nothing else. */
    static final String LIMIT = "netty";

    private Peers() {}

    /** Whether it has bars: variants of stubs, which two workloads have, would crowd out the rest. */
    static boolean isCharted(String peer) {
        return !peer.endsWith("-future") && !peer.endsWith("-blocking");
    }

    /** Its colour. */
    static String style(String peer) {
        if (peer.startsWith("tern-native")) {
            return "native";
        }
        if (peer.startsWith("tern-grpc")) {
            return "grpc";
        }
        return peer.equals(LIMIT) ? "limit" : "peer";
    }
}
