package dev.tern.rpc.examples;

/** Makes an example keep its word: what it says it shows, it also checks. */
public final class Check {
    private Check() {}

    /**
     * Fails the example, with a stack trace and exit code 1, unless its claim holds.
     *
     * @param claim what should hold, in words
     */
    public static void that(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError("does not hold: " + claim);
        }
    }
}
