package dev.tern.rpc.server;

import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.RequestHandler;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A unary or one-way call: once the request is whole, one hop to the executor does everything. */
final class UnaryServerCall<Q, R> extends ServedCall<Q, R> implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UnaryServerCall.class);
    private static final byte REQUEST_TOLD = 1;
    private static final byte ENDED = 2;
    private static final VarHandle PROGRESS;

    static {
        try {
            PROGRESS = MethodHandles.lookup().findVarHandle(UnaryServerCall.class, "progress", byte.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Written by the transport's thread, then taken by the run that handles the call. */
    private @Nullable InboundMessage message;

    /** Whether a run that handles the call, or discards the message, is due. Touched by the transport's thread only. */
    private boolean scheduled;

    /**
     * A {@link ServerCallListener} or a {@link RequestHandler}. Written by the handler's start; whoever sets the second bit of
     * progress reads it.
     */
    private @Nullable Object listener;

    private @Nullable Executor listenerExecutor;

    private volatile boolean handled;

    /** The listener hears the end after the request and from one thread: from whoever sets the second of the two bits. */
    @SuppressWarnings("UnusedVariable") // through PROGRESS
    private volatile byte progress;

    UnaryServerCall(
            Server server,
            MethodTable.Entry<Q, R> entry,
            ServerStream stream,
            RequestHead head,
            Connection connection) {
        super(server, entry, stream, head, connection);
    }

    @Override
    public void onMessage(InboundMessage message) {
        if (this.message == null && !handled) {
            this.message = message;
        } else {
            message.discard();
            cancel(StatusCode.INTERNAL.withMessage("the client sent two requests to " + method()));
        }
    }

    @Override
    public void onHalfClose() {
        InboundMessage request = message;
        if (request == null) {
            cancel(StatusCode.INTERNAL.withMessage("the client sent no request to " + method()));
            return;
        }
        scheduled = true;
        noteQueued();
        try {
            entry().executor().execute(this);
        } catch (RejectedExecutionException full) {
            request.discard();
            refuse(full);
        }
    }

    @Override
    public void onReady() {
        // Nobody waits for room to send a single reply.
    }

    /** Handles the call, from decoding to the listener's return; on the method's executor. */
    @Override
    public void run() {
        InboundMessage request = Objects.requireNonNull(message);
        if (isOver()) {
            request.discard();
            return;
        }
        noteTaken();
        handled = true;
        Q decoded;
        try {
            decoded = decode(request);
        } catch (RuntimeException failure) {
            undecodable(failure);
            return;
        }
        try {
            entry().handler().start(this);
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
        tellOrFail(decoded);
    }

    @Override
    public void listen(ServerCallListener<Q> listener, Executor executor) {
        hear(listener);
        this.listenerExecutor = executor == entry().executor() ? null : executor;
    }

    @Override
    public void listen(ServerCallListener<Q> listener) {
        hear(listener);
    }

    @Override
    public void listen(RequestHandler<Q, R> handler) {
        if (handler instanceof ServerCallListener) {
            super.listen(handler); // which of the two it is meant to be could not be told any more
        } else {
            hear(handler);
        }
    }

    private void hear(Object listener) {
        if (this.listener != null) {
            throw new IllegalStateException("the call of " + method() + " has a listener already");
        }
        this.listener = listener;
    }

    @Override
    void deliverEnd(Status status) {
        if ((byte) PROGRESS.getAndBitwiseOr(this, ENDED) == REQUEST_TOLD) {
            tellEnd(status);
        }
    }

    @Override
    boolean isBeingHandled() {
        return handled;
    }

    @Override
    boolean outlivesItsStream() {
        return scheduled && method().kind() == MethodKind.ONE_WAY;
    }

    @Override
    void discardUnscheduled() {
        if (!scheduled && message != null) {
            message.discard();
        }
    }

    private void tellOrFail(Q request) {
        Object named = listener;
        if (named == null) {
            if (!hasEnded()) {
                fail(new IllegalStateException("the handler of " + method() + " neither ended the call nor listens"));
            }
            return;
        }
        Executor elsewhere = listenerExecutor;
        if (elsewhere == null) {
            tell(named, request);
        } else {
            try {
                elsewhere.execute(() -> tell(named, request));
            } catch (RejectedExecutionException full) {
                refuse(full);
            }
        }
    }

    @SuppressWarnings("unchecked") // only listen puts it there
    private void tell(Object named, Q request) {
        try {
            if (listenerExecutor == null ? !hasEnded() : !isOver()) {
                noteRequest();
                if (named instanceof ServerCallListener) {
                    ServerCallListener<Q> hears = (ServerCallListener<Q>) named;
                    hears.onMessage(request);
                    hears.onHalfClose();
                } else {
                    ((RequestHandler<Q, R>) named).onRequest(request, this);
                }
            }
        } catch (RuntimeException | Error failure) {
            fail(failure);
        }
        if ((byte) PROGRESS.getAndBitwiseOr(this, REQUEST_TOLD) == ENDED) {
            tellEnd(end());
        }
    }

    private void tellEnd(Status status) {
        if (!(listener instanceof ServerCallListener<?> named)) {
            return;
        }
        try {
            named.onClose(status);
        } catch (RuntimeException | Error failure) {
            LOG.warn("a listener of {} threw after the call's end", method().fullName(), failure);
        }
    }
}
