package dev.tern.rpc.stub;

import dev.tern.rpc.RpcException;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way from a call to the thread that draws them. Asks for messages ahead, so that reader and transport
 * need not take turns, and gives demand back in halves of that window.
 */
final class PulledMessages<T> implements MessageStream<T> {
    /** How many messages may wait; enough to hide a thread's wake-up, little enough to be nothing. */
    static final int WINDOW = 32;

    private final EventPump pump;
    private final IntConsumer request;
    private final Runnable giveUp;
    private final Queue<T> messages = new ConcurrentLinkedQueue<>();

    /** Set with the end; the failure is written before. */
    private volatile boolean ended;

    private @Nullable RpcException failure;

    /** Messages drawn since demand was last given back. Owned by the reader. */
    private int drawn;

    /** Owned by the reader. */
    private boolean closed;

    /**
     * A stream with nothing in it.
     *
     * @param request asks the call for more messages
     * @param giveUp ends the call when the reader closes the stream before its end
     */
    PulledMessages(EventPump pump, IntConsumer request, Runnable giveUp) {
        this.pump = pump;
        this.request = request;
        this.giveUp = giveUp;
    }

    /** Asks for the first window; a call begins with a demand of one. */
    void begin() {
        request.accept(WINDOW - 1);
    }

    /** A message has come. Run by the pump. */
    void add(T message) {
        messages.add(message);
    }

    /** No more will come. Run by the pump. */
    void end(@Nullable RpcException failure) {
        if (!ended) {
            this.failure = failure;
            ended = true;
        }
    }

    @Override
    public boolean hasNext() {
        if (closed) {
            return false;
        }
        if (messages.isEmpty()) {
            Waits.await(pump, () -> !messages.isEmpty() || ended, giveUp);
        }
        if (!messages.isEmpty()) {
            return true;
        }
        if (failure != null) {
            throw Waits.rethrown(failure);
        }
        return false;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream has ended");
        }
        T message = messages.remove();
        if (++drawn == WINDOW / 2) {
            drawn = 0;
            if (!ended) {
                request.accept(WINDOW / 2);
            }
        }
        return message;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (!ended) {
                giveUp.run();
            }
            messages.clear();
        }
    }
}
