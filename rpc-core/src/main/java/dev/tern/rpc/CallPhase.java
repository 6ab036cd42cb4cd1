package dev.tern.rpc;

/** How far a client's call had come when it ended. */
public enum CallPhase {
    /** Not sent, or certain not to have been looked at: the server's application has seen nothing of it. */
    UNSENT("before it was sent"),

    /** Handed to a connection; nothing has come back. The server may or may not have seen it. */
    SENT("waiting for the reply"),

    /** The server has answered with headers or a message. */
    ANSWERED("after the server began to answer");

    private final String words;

    CallPhase(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
