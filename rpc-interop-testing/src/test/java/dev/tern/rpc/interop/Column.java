package dev.tern.rpc.interop;

import dev.tern.rpc.netty.Protocol;
import java.time.Duration;

/** Who calls whom, over what: a column of the matrix. */
enum Column {
    GRPC_JAVA_CALLS_TERN(false),
    GRPC_JAVA_CALLS_TERN_TLS(true),
    TERN_CALLS_GRPC_JAVA(false),
    TERN_CALLS_GRPC_JAVA_TLS(true),
    TERN_CALLS_TERN(false),
    TERN_CALLS_TERN_TLS(true),
    TERN_CALLS_TERN_NATIVE(false),
    TERN_CALLS_TERN_NATIVE_TLS(true);

    /** The name that the interop servers' certificate is for. */
    static final String AUTHORITY = "foo.test.google.fr";

    /** As by default, but for machines that have much else to do. */
    static final Soak SOAK = new Soak(
            Soak.DEFAULT.iterations(),
            0,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Soak.DEFAULT.requestBytes(),
            Soak.DEFAULT.replyBytes());

    private final boolean tls;

    Column(boolean tls) {
        this.tls = tls;
    }

    boolean isTls() {
        return tls;
    }

    private String connection() {
        return tls ? "TLS" : "plaintext";
    }

    private String direction() {
        return switch (this) {
            case GRPC_JAVA_CALLS_TERN, GRPC_JAVA_CALLS_TERN_TLS -> "grpc-java → Tern";
            case TERN_CALLS_GRPC_JAVA, TERN_CALLS_GRPC_JAVA_TLS -> "Tern → grpc-java";
            case TERN_CALLS_TERN, TERN_CALLS_TERN_TLS -> "Tern → Tern";
            case TERN_CALLS_TERN_NATIVE, TERN_CALLS_TERN_NATIVE_TLS -> "Tern → Tern, native wire";
        };
    }

    /** The column in words. */
    String title() {
        return direction() + ", " + connection();
    }

    boolean isGrpcJavaClient() {
        return this == GRPC_JAVA_CALLS_TERN || this == GRPC_JAVA_CALLS_TERN_TLS;
    }

    boolean isGrpcJavaServer() {
        return this == TERN_CALLS_GRPC_JAVA || this == TERN_CALLS_GRPC_JAVA_TLS;
    }

    /** What is to come of a case here. */
    Result expected(TestCase testCase) {
        return switch (this) {
            case TERN_CALLS_GRPC_JAVA, TERN_CALLS_GRPC_JAVA_TLS -> ofGrpcJavaServer(testCase);
            case GRPC_JAVA_CALLS_TERN,
                    GRPC_JAVA_CALLS_TERN_TLS,
                    TERN_CALLS_TERN,
                    TERN_CALLS_TERN_TLS,
                    TERN_CALLS_TERN_NATIVE,
                    TERN_CALLS_TERN_NATIVE_TLS -> Result.PASSED;
        };
    }

    /** Where our client finds this column's server. */
    Target target(int port) {
        Protocol wire = direction().endsWith("native wire") ? Protocol.NATIVE : Protocol.GRPC;
        return new Target("127.0.0.1", port, tls ? AUTHORITY : "", wire, tls, tls);
    }

    private static Result ofGrpcJavaServer(TestCase testCase) {
        return switch (testCase) {
            case CLIENT_COMPRESSED_UNARY, CLIENT_COMPRESSED_STREAMING -> Result.PROBE_NOT_REFUSED;
            case SERVER_COMPRESSED_STREAMING -> Result.STREAM_NOT_COMPRESSED;
            default -> Result.PASSED;
        };
    }
}
