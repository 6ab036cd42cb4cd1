package dev.tern.rpc.protoc;

/** How many messages go each way. The constants are named as those of {@code dev.tern.rpc.MethodKind}. */
enum MethodShape {
    UNARY,
    ONE_WAY,
    CLIENT_STREAMING,
    SERVER_STREAMING,
    BIDI_STREAMING;

    /** The shape of a method that is not one-way. */
    static MethodShape of(boolean clientStreams, boolean serverStreams) {
        if (clientStreams) {
            return serverStreams ? BIDI_STREAMING : CLIENT_STREAMING;
        }
        return serverStreams ? SERVER_STREAMING : UNARY;
    }
}
