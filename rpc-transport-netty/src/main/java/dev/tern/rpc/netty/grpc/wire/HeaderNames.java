package dev.tern.rpc.netty.grpc.wire;

import io.netty.util.AsciiString;

/** The fields that gRPC sends beside metadata, and those of their values that never change; spec, "Request head". */
public final class HeaderNames {
    public static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    public static final AsciiString TE = AsciiString.cached("te");
    public static final AsciiString USER_AGENT = AsciiString.cached("user-agent");
    public static final AsciiString GRPC_TIMEOUT = AsciiString.cached("grpc-timeout");
    public static final AsciiString GRPC_ENCODING = AsciiString.cached("grpc-encoding");
    public static final AsciiString GRPC_ACCEPT_ENCODING = AsciiString.cached("grpc-accept-encoding");
    public static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");
    public static final AsciiString GRPC_MESSAGE = AsciiString.cached("grpc-message");

    /** A {@code google.rpc.Status} in protobuf, in base64. */
    public static final AsciiString GRPC_STATUS_DETAILS_BIN = AsciiString.cached("grpc-status-details-bin");

    /** The only {@code :method}. */
    public static final AsciiString POST = AsciiString.cached("POST");

    /** The {@code :scheme} without TLS. */
    public static final AsciiString HTTP = AsciiString.cached("http");

    /** The {@code :scheme} with TLS. */
    public static final AsciiString HTTPS = AsciiString.cached("https");

    /** The only {@code te}: shows that no proxy on the way drops trailers. */
    public static final AsciiString TRAILERS = AsciiString.cached("trailers");

    /** The {@code content-type} of the method's own encoding, which is protobuf unless its marshaller says otherwise. */
    public static final AsciiString APPLICATION_GRPC = AsciiString.cached("application/grpc");

    /** The {@code grpc-encoding} of messages that are not compressed. */
    public static final AsciiString IDENTITY = AsciiString.cached("identity");

    /** The {@code :status} of everything that is gRPC. */
    public static final AsciiString STATUS_200 = AsciiString.cached("200");

    /** The {@code grpc-status} of a call that went well. */
    public static final AsciiString OK_NUMBER = AsciiString.cached("0");

    /** The {@code user-agent} of a client whose metadata has none of its own. */
    public static final AsciiString TERN_USER_AGENT = AsciiString.cached("tern-java/0.1");

    private HeaderNames() {}
}
