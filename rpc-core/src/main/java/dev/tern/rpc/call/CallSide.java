package dev.tern.rpc.call;

/** On which side of a call something was noted. */
public enum CallSide {
    /** Where it was made. */
    CLIENT("client"),

    /** Where it was served. */
    SERVER("server");

    private final String word;

    CallSide(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
