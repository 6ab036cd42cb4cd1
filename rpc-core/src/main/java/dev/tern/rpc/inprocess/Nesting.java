package dev.tern.rpc.inprocess;

import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs events on the thread that caused them, and bounds how deep they nest there.
 *
 * <p>A call made from within an event runs its own events inside that one, so that a handler on a direct executor may
 * wait for a call of its own. But a program in which each event causes the next (a call that is opened when the last one
 * ended) would use up the stack; so below {@link #MAX_DEPTH} events wait until those above have returned, and run one
 * after another.
 */
final class Nesting {
    /**
     * Events within events on one thread. A level costs a few frames of ours and whatever the listener's code has; 16
     * leaves a default stack of 512 KiB room for 32 KiB a level, and no sane program waits for calls nested that deep.
     */
    static final int MAX_DEPTH = 16;

    private static final Logger log = LoggerFactory.getLogger(Nesting.class);

    // Values are of JDK types and empty between events, so that a pooled thread that outlives this class's loader does
    // not keep it from being unloaded.
    private static final ThreadLocal<int[]> depth = ThreadLocal.withInitial(() -> new int[1]);
    private static final ThreadLocal<ArrayDeque<Runnable>> waiting = ThreadLocal.withInitial(ArrayDeque::new);

    private Nesting() {}

    /** Runs events now, or once those above on this thread have returned. Never throws. */
    static void run(Runnable events) {
        int[] here = depth.get();
        if (here[0] == MAX_DEPTH) {
            waiting.get().add(events);
            return;
        }
        here[0]++;
        try {
            guard(events);
            if (here[0] == MAX_DEPTH) {
                runWaiting();
            }
        } finally {
            here[0]--;
        }
    }

    /** Only the deepest level makes events wait, so only it has to look. */
    private static void runWaiting() {
        ArrayDeque<Runnable> queue = waiting.get();
        for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
            guard(next);
        }
    }

    /** The border to listeners: what one throws against the SPI's rule is logged, and ends nobody else's events. */
    static void guard(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable thrown) {
            log.error("A transport listener threw, which none may; its event counts as heard.", thrown);
        }
    }
}
