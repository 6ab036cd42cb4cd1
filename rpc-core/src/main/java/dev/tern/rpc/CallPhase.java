package dev.tern.rpc;

/**
 * How far a call had come when it ended: the step that was under way. All but the last two are steps before it was sent,
 * at which it is certain that the server's application has seen nothing of it ({@link #isUnsent}).
 */
public enum CallPhase {
    /** The target's name was being resolved, or could not be. */
    RESOLVING("while the name was resolved"),

    /** A TCP connection was being made, or could not be. */
    CONNECTING("while connecting"),

    /** TLS was being agreed on, on a TCP connection that is there. */
    TLS_HANDSHAKE("during the TLS handshake"),

    /** The protocol was being agreed on: the peer had accepted the connection, and not said yet that it speaks this wire. */
    HANDSHAKE("during the protocol's handshake"),

    /** The call waited for room: on the client on a connection that is ready, on the server for a thread to be served on. */
    QUEUED("waiting for room"),

    /** Not sent for another reason, or refused by a connection or peer that has not looked at it. */
    UNSENT("before it was sent"),

    /** Handed to a connection; nothing has come back. The server may or may not have seen it. */
    SENT("waiting for the reply"),

    /** The server has begun to answer, with headers or a message. */
    STREAMING("after the server began to answer");

    private final String words;

    CallPhase(String words) {
        this.words = words;
    }

    /** Whether it is certain that the server's application has seen nothing of the call, so that it may be made again. */
    public boolean isUnsent() {
        return compareTo(SENT) < 0;
    }

    @Override
    public String toString() {
        return words;
    }
}
