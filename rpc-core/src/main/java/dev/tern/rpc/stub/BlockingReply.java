package dev.tern.rpc.stub;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits for a single reply, as listener and executor of its call: the call's events run on it when it is
 * woken. One object, and for the usual single event no queue.
 */
final class BlockingReply<R> extends AtomicReference<@Nullable Runnable> implements ClientCallListener<R>, Executor {
    private static final long serialVersionUID = 1L;

    /** Looks, of a few nanoseconds each, between two looks at the clock. */
    private static final int SPINS = 64;

    private final transient Thread waiter = Thread.currentThread();

    /** Events beyond the one that this reference itself holds; null until there are any, which is rare. */
    private transient volatile @Nullable Queue<Runnable> more;

    /** Owned by the waiting thread, as are the fields below: events run on it. */
    private transient @Nullable R reply;

    private transient @Nullable Outcome outcome;
    private transient boolean ready;

    /** An event has come: keeps it for the waiting thread. */
    @Override
    public void execute(Runnable event) {
        if (!compareAndSet(null, event)) {
            overflow().add(event);
        }
        LockSupport.unpark(waiter);
    }

    @Override
    public void onMessage(R message) {
        reply = message;
    }

    @Override
    public void onReady() {
        ready = true;
    }

    @Override
    public void onClose(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Waits until the call is ready to send, or has ended. */
    void awaitReady(ClientCall<?, ?> call) {
        while (outcome == null && !ready && !call.isReady()) {
            runOrPark(call);
        }
    }

    /**
     * Waits for the end.
     *
     * @param spinNanos how long to look for it before the thread sleeps; 0 for not at all
     * @return the reply; null if the call went well and its kind has none
     * @throws RpcException if the call failed, or the thread was interrupted
     */
    @Nullable
    R await(ClientCall<?, ?> call, long spinNanos) {
        Outcome end = outcome;
        if (spinNanos > 0) {
            lookFor(spinNanos);
        }
        while (end == null) {
            runOrPark(call);
            end = outcome;
        }
        if (!end.isOk()) {
            throw new RpcException(end);
        }
        return reply;
    }

    /** Returns once there is an event, or the thread is interrupted, or it is time to sleep. */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on the yield but those it is polite to
    private void lookFor(long nanos) {
        long until = System.nanoTime() + nanos;
        Thread self = Thread.currentThread();
        while (!self.isInterrupted() && System.nanoTime() - until < 0) {
            for (int i = 0; i < SPINS; i++) {
                if (get() != null) {
                    return;
                }
                Thread.onSpinWait();
            }
            // The event loop may need this very core; and on a virtual thread, others its carrier.
            Thread.yield();
        }
    }

    private void runOrPark(ClientCall<?, ?> call) {
        Runnable event = getAndSet(null);
        if (event != null) {
            event.run();
            return;
        }
        Queue<Runnable> rest = more;
        event = rest == null ? null : rest.poll();
        if (event != null) {
            event.run();
            return;
        }
        if (Thread.interrupted()) {
            // Ending the call brings its end as an event at once, so waiting for that is no long wait.
            call.cancel("the thread that waited for the reply was interrupted", new InterruptedException());
            awaitEnd();
            Thread.currentThread().interrupt();
            return;
        }
        LockSupport.park(this);
    }

    private void awaitEnd() {
        boolean interruptedAgain = false;
        while (outcome == null) {
            Runnable event = getAndSet(null);
            Queue<Runnable> rest = more;
            if (event == null && rest != null) {
                event = rest.poll();
            }
            if (event != null) {
                event.run();
            } else {
                LockSupport.park(this);
                interruptedAgain |= Thread.interrupted();
            }
        }
        if (interruptedAgain) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Queue<Runnable> overflow() {
        Queue<Runnable> queue = more;
        if (queue == null) {
            queue = new ConcurrentLinkedQueue<>();
            more = queue;
        }
        return queue;
    }
}
