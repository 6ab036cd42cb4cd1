package dev.tern.rpc.stub;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Runs a call's events on the very threads that wait for them: the executor of blocking calls. Whichever waiting thread
 * comes first runs what there is, one at a time, and wakes the others to look again. No lock is held while waiting, so a
 * virtual thread that waits pins nothing.
 */
final class EventPump implements Executor {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> waiters = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();

    /** Once nobody will wait any more, events run on the threads that bring them. */
    private volatile boolean finished;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (finished) {
            drain();
        } else {
            wakeAll();
        }
    }

    /**
     * Runs events until a claim holds.
     *
     * @param claim looks at what events change; must be safe for any thread
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void await(BooleanSupplier claim) throws InterruptedException {
        drain();
        if (claim.getAsBoolean()) {
            return;
        }
        Thread self = Thread.currentThread();
        waiters.add(self);
        try {
            while (true) {
                drain();
                if (claim.getAsBoolean()) {
                    return;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                // Whoever adds a task or changes what the claim looks at wakes all waiters after that, and this thread
                // is one of them by now: either the change is seen above or the park returns at once.
                LockSupport.park(this);
            }
        } finally {
            waiters.remove(self);
        }
    }

    /** Nobody waits for events any more: what comes from now on runs where it comes from. */
    void finish() {
        finished = true;
        drain();
    }

    private void drain() {
        while (!tasks.isEmpty() && running.compareAndSet(false, true)) {
            try {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            } finally {
                running.set(false);
            }
            wakeAll();
        }
    }

    private void wakeAll() {
        for (Thread waiter : waiters) {
            LockSupport.unpark(waiter);
        }
    }
}
