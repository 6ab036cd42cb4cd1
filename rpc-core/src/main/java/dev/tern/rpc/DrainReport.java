package dev.tern.rpc;

/**
 * What a drain came to: what there was when it began, and what had to be cut because it took longer than the time given.
 * Calls that were taken while it began, before their clients knew of it, count among those cut if they were, and not else.
 *
 * @param calls calls in flight when the drain began
 * @param callsCut calls that had not ended when time was up; they were cancelled, with UNAVAILABLE
 * @param connections connections when the drain began
 * @param connectionsCut connections that were still there when time was up
 */
public record DrainReport(int calls, int callsCut, int connections, int connectionsCut) {
    /** Nothing was there to drain. */
    public static final DrainReport NOTHING = new DrainReport(0, 0, 0, 0);

    /** Whether everything ended by itself. */
    public boolean isClean() {
        return callsCut == 0 && connectionsCut == 0;
    }

    /** The report in words, for a log. */
    @Override
    public String toString() {
        return "drained " + calls + " calls on " + connections + " connections; cut " + callsCut + " calls, "
                + connectionsCut + " connections";
    }
}
