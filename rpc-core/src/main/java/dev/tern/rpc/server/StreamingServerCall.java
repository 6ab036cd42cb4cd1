package dev.tern.rpc.server;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.concurrent.SerialQueue;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call with a stream either way. The handler starts on the method's executor; events wait in a queue until it has named a
 * listener, then go to that listener's executor, in order.
 */
final class StreamingServerCall<Q, R> extends ServedCall<Q, R> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingServerCall.class);

    private enum Signal {
        HALF_CLOSE,
        READY
    }

    /** InboundMessage, Signal or Status; bounded by the demand for messages. */
    private final SerialQueue<Object> events = new SerialQueue<>(this::tell);

    /** Written once, before the queue opens. */
    private @Nullable ServerCallListener<Q> listener;

    /** Whether the handler's start is due. Touched by the transport's thread only. */
    private boolean scheduled;

    /** Whether a message came, of a kind with only one. Touched by the transport's thread only. */
    private boolean requested;

    private volatile boolean handled;

    /** Whether the listener has heard the end. Touched in {@link #tell} only. */
    private boolean endTold;

    StreamingServerCall(
            Server server,
            MethodTable.Entry<Q, R> entry,
            ServerStream stream,
            RequestHead head,
            Connection connection) {
        super(server, entry, stream, head, connection);
    }

    /** Has the handler start now if the client streams; with a single request, it starts when that has come. */
    void startUnlessSingleRequest() {
        if (!method().kind().hasSingleRequest()) {
            schedule();
        }
    }

    @Override
    public void onMessage(InboundMessage message) {
        if (requested && method().kind().hasSingleRequest()) {
            message.discard();
            cancel(StatusCode.INTERNAL.withMessage("the client sent two requests to " + method()));
            return;
        }
        requested = true;
        events.offer(message);
    }

    @Override
    public void onHalfClose() {
        if (!requested && method().kind().hasSingleRequest()) {
            cancel(StatusCode.INTERNAL.withMessage("the client sent no request to " + method()));
            return;
        }
        events.offer(Signal.HALF_CLOSE);
        schedule();
    }

    @Override
    public void onReady() {
        events.offer(Signal.READY);
    }

    /** Has the handler start; on the method's executor. */
    @Override
    public void run() {
        noteTaken();
        if (!isOver()) {
            handled = true;
            try {
                entry().handler().start(this);
            } catch (RuntimeException | Error failure) {
                fail(failure);
            }
        }
        if (listener == null) {
            if (!hasEnded()) {
                fail(new IllegalStateException("the handler of " + method() + " neither ended the call nor listens"));
            }
            discardEvents();
        }
    }

    @Override
    public void listen(ServerCallListener<Q> listener, Executor executor) {
        if (this.listener != null) {
            throw new IllegalStateException("the call of " + method() + " has a listener already");
        }
        this.listener = listener;
        events.open(executor == DirectExecutor.INSTANCE ? null : executor);
    }

    @Override
    public void listen(ServerCallListener<Q> listener) {
        listen(listener, entry().executor());
    }

    @Override
    void deliverEnd(Status status) {
        events.offer(status);
    }

    @Override
    boolean isBeingHandled() {
        return handled;
    }

    @Override
    boolean outlivesItsStream() {
        return false;
    }

    @Override
    void discardUnscheduled() {
        if (!scheduled) {
            scheduled = true;
            discardEvents();
        }
    }

    private void schedule() {
        if (scheduled) {
            return;
        }
        scheduled = true;
        noteQueued();
        try {
            entry().executor().execute(this);
        } catch (RejectedExecutionException full) {
            refuse(full);
            discardEvents();
        }
    }

    /** Nobody will ever listen: what has come and will come is discarded where it comes. */
    private void discardEvents() {
        events.open(null);
    }

    private void tell(Object event) {
        ServerCallListener<Q> to = listener;
        if (event instanceof InboundMessage message) {
            // With a single request, an asynchronous method is called with it: a moment ago it may have been in time.
            if (to == null || (method().kind().hasSingleRequest() ? isOver() : hasEnded())) {
                message.discard();
            } else {
                tellMessage(to, message);
            }
            return;
        }
        if (to == null || endTold) {
            return;
        }
        try {
            if (event instanceof Status status) {
                endTold = true;
                to.onClose(status);
            } else if (event == Signal.HALF_CLOSE) {
                to.onHalfClose();
            } else if (!hasEnded()) {
                to.onReady();
            }
        } catch (RuntimeException | Error failure) {
            listenerFailed(failure);
        }
    }

    private void tellMessage(ServerCallListener<Q> to, InboundMessage message) {
        Q decoded;
        try {
            decoded = decode(message);
        } catch (RuntimeException failure) {
            undecodable(failure);
            return;
        }
        noteRequest();
        try {
            to.onMessage(decoded);
        } catch (RuntimeException | Error failure) {
            listenerFailed(failure);
        }
    }

    private void listenerFailed(Throwable failure) {
        if (hasEnded()) {
            LOG.warn("a listener of {} threw after the call's end", method().fullName(), failure);
        } else {
            fail(failure);
        }
    }
}
