package dev.tern.rpc;

/** How many messages go each way in a call of a method. */
public enum MethodKind {
    /** One request, one reply. */
    UNARY,

    /**
     * One request and never a reply. The call ends when the request is handed to the socket: delivery is at most once,
     * and nothing tells the caller whether the server ran it.
     */
    ONE_WAY,

    /** Any number of requests, then one reply. */
    CLIENT_STREAMING,

    /** One request, any number of replies. */
    SERVER_STREAMING,

    /** Any number of requests and replies, in any interleaving. */
    BIDI_STREAMING;

    /** Whether the client sends exactly one message. */
    public boolean hasSingleRequest() {
        return this == UNARY || this == ONE_WAY || this == SERVER_STREAMING;
    }

    /** Whether the server sends exactly one message when the call succeeds. */
    public boolean hasSingleReply() {
        return this == UNARY || this == CLIENT_STREAMING;
    }
}
