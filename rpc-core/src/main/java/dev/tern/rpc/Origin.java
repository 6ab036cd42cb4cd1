package dev.tern.rpc;

/** Which side decided how a call ended. */
public enum Origin {
    /** The other side sent the status. */
    PEER("the peer"),

    /** This side decided: a deadline, a cancel, a limit, a connection that could not be made or was lost. */
    THIS_SIDE("this side");

    private final String words;

    Origin(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
