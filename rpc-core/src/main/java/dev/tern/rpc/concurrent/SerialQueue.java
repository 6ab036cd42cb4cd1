package dev.tern.rpc.concurrent;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to a handler one at a time and in order, on an executor, whichever threads they come from. Begins closed:
 * events wait until {@link #open} names the executor.
 *
 * <p>Unbounded by itself: who offers events bounds them (by demand, for messages).
 *
 * @param <E> the events
 */
public final class SerialQueue<E> implements Runnable {
    private static final VarHandle PENDING;

    static {
        try {
            PENDING = MethodHandles.lookup().findVarHandle(SerialQueue.class, "pending", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Consumer<? super E> handler;
    private final Queue<E> queue = new ConcurrentLinkedQueue<>();

    /** Where events are handled; null for the offering thread. Written once, before the queue opens. */
    private @Nullable Executor executor;

    /** Events not handled yet, and one more while the queue is closed; who lifts it from zero sees to the handling. */
    private volatile int pending = 1;

    /**
     * A closed queue.
     *
     * @param handler must not throw
     */
    public SerialQueue(Consumer<? super E> handler) {
        this.handler = handler;
    }

    /**
     * Opens the queue, once; what has been offered is handled now.
     *
     * @param executor where events are handled; null for whichever thread offers them, when no other handles one. If it
     *     refuses, events are handled on the offering thread, so that none is lost
     */
    public void open(@Nullable Executor executor) {
        this.executor = executor;
        if ((int) PENDING.getAndAdd(this, -1) != 1) {
            schedule();
        }
    }

    /** Adds an event. */
    public void offer(E event) {
        if (pending == 0 && executor == null && PENDING.compareAndSet(this, 0, 1)) {
            // Nothing is queued and nobody handles: straight through, with no node.
            handler.accept(event);
            if ((int) PENDING.getAndAdd(this, -1) != 1) {
                run();
            }
            return;
        }
        queue.add(event);
        if ((int) PENDING.getAndAdd(this, 1) == 0) {
            schedule();
        }
    }

    /** Handles events until there are none; the executor calls it. */
    @Override
    public void run() {
        do {
            E event = queue.poll();
            if (event != null) {
                handler.accept(event);
            }
        } while ((int) PENDING.getAndAdd(this, -1) != 1);
    }

    private void schedule() {
        Executor on = executor;
        if (on == null) {
            run();
            return;
        }
        try {
            on.execute(this);
        } catch (RejectedExecutionException refused) {
            run();
        }
    }
}
