package dev.tern.rpc.server;

import dev.tern.rpc.Status;
import dev.tern.rpc.call.CallContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A piece of work for one call, on one thread, which is interrupted if the call is cancelled meanwhile. The interrupt stays
 * within it: one compare-and-set decides whether the work is left or interrupted first; if it is left first, the thread is not
 * interrupted any more, and if it is interrupted first, the thread clears its flag before it goes on to other work.
 *
 * <pre>
 *   WORKING ── work returns ──→ LEFT
 *      └── cancel ──→ INTERRUPTING ── flag is set ──→ INTERRUPTED
 * </pre>
 */
final class InterruptibleWork extends AtomicInteger implements Consumer<Status> {
    private static final long serialVersionUID = 1L;

    /** The work goes on, and may be interrupted. To: LEFT, INTERRUPTING. */
    private static final int WORKING = 0;

    /** The thread does something else by now. */
    private static final int LEFT = 1;

    /** The thread is about to be interrupted and must not go on to other work. To: INTERRUPTED. */
    private static final int INTERRUPTING = 2;

    /** The thread was interrupted. */
    private static final int INTERRUPTED = 3;

    private final transient Thread worker = Thread.currentThread();

    /** Work that begins now, on this thread. */
    InterruptibleWork() {
        super(WORKING);
    }

    /** Does the work on this thread. */
    static void run(CallContext call, Runnable work) {
        InterruptibleWork interruptible = new InterruptibleWork();
        CallContext.Registration registration = call.onCancel(interruptible);
        try {
            work.run();
        } finally {
            registration.close();
            interruptible.leave();
        }
    }

    /** The call is cancelled. Runs on whichever thread notices, the worker itself among them. */
    @Override
    public void accept(Status reason) {
        if (compareAndSet(WORKING, INTERRUPTING)) {
            worker.interrupt();
            set(INTERRUPTED);
        }
    }

    /** The worker goes on to something else: from here on it is not interrupted, and its flag is not set for this. */
    @SuppressWarnings("ThreadPriorityCheck") // waits for one other thread to set a field, not for a turn
    void leave() {
        if (compareAndSet(WORKING, LEFT)) {
            return;
        }
        while (get() == INTERRUPTING) {
            // As long as it takes the other thread to set a flag. A yield, not a busy wait: on virtual threads the two
            // may
            // share the one processor there is.
            Thread.yield();
        }
        // If somebody else interrupted this thread in the same moment, that is lost with it: there is one flag for
        // both.
        Thread.interrupted();
    }
}
