package dev.tern.rpc.server;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on the server: its context, its deadline, the one end it has. How requests reach the listener is the matter of
 * its two kinds, {@link UnaryServerCall} and {@link StreamingServerCall}.
 *
 * <p>The end is decided by one compare-and-set of {@code end}: who wins it releases everything, who loses does nothing.
 */
abstract class ServedCall<Q, R> extends WatchedCall<Q, R> implements CallContext, StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(ServedCall.class);
    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(ServedCall.class, "end", Status.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Server server;
    private final ServerStream stream;
    private final MethodTable.Entry<Q, R> entry;
    private final Connection connection;
    private final Metadata metadata;

    /** Whether there is a deadline: the moment that this timeout has. */
    private final boolean hasDeadline;

    /** Whether the client did not say its kind, which may then not be the method's. */
    private final boolean kindUnknown;

    /** What goes with the head of the reply. Written under this object's lock. */
    private volatile Metadata headers = Metadata.EMPTY;

    /** What goes with the status. Written under this object's lock. */
    private volatile Metadata trailers = Metadata.EMPTY;

    /** Written under this object's lock. */
    private volatile boolean headersSent;

    /** Null while there are none. Guarded by this object's lock, which is not held while one runs. */
    private @Nullable List<Consumer<Status>> cancelActions;

    /** Why nobody waits for the reply any more; null while somebody does. Written once, under this object's lock. */
    private volatile @Nullable Status cancelled;

    /** Whether replies were to be compressed at any time. Guarded by this object's lock. */
    private boolean compresses;

    /** Whether the stream has closed before the call has ended, which then goes on. Guarded by this object's lock. */
    private boolean outlived;

    /** Written before a request is told, by the thread that tells it. */
    private boolean requestCompressed;

    private volatile @Nullable Status end;

    ServedCall(
            Server server,
            MethodTable.Entry<Q, R> entry,
            ServerStream stream,
            RequestHead head,
            Connection connection) {
        super(server.watch().begin(server.timer().clock()));
        this.server = server;
        this.entry = entry;
        this.stream = stream;
        this.connection = connection;
        this.metadata = head.metadata();
        this.kindUnknown = head.kind() != entry.method().kind();
        this.hasDeadline = head.hasTimeout();
        if (hasDeadline) {
            expireAt(Deadline.nanosAfter(head.timeoutNanos(), nowNanos()));
        }
    }

    /**
     * Whether the call goes on when its client is gone: nobody waited for a reply anyway, and its request is here. Asked by the
     * transport's thread.
     */
    abstract boolean outlivesItsStream();

    /** Has the listener, if there is one, hear the end. Called once, by whoever decided it. */
    abstract void deliverEnd(Status status);

    /** The stream is over: frees what came, if it came to no handler. Called by the transport's thread, last. */
    abstract void discardUnscheduled();

    /** Arms the deadline. Called once, before the transport gives any event. */
    final void begin() {
        if (hasDeadline) {
            server.timer().arm(this, atNanos());
        }
        if (kindUnknown && method().kind().hasSingleRequest()) {
            // A transport that was not told the kind gives neither a second request nor the end before it is asked for
            // more than the one; both must be heard, to refuse the one and to serve at the other.
            stream.request(1);
        }
    }

    @Override
    public final MethodDescriptor<Q, R> method() {
        return entry.method();
    }

    @Override
    public final CallContext context() {
        return this;
    }

    @Override
    public final Metadata metadata() {
        return metadata;
    }

    @Override
    public final Optional<Deadline> deadline() {
        return hasDeadline ? Optional.of(new Deadline(atNanos())) : Optional.empty();
    }

    @Override
    public final SocketAddress peer() {
        return connection.peer();
    }

    @Override
    public final Optional<TlsSession> tls() {
        return connection.tls();
    }

    @Override
    public final boolean isCancelled() {
        return cancelled != null;
    }

    @Override
    public final Registration onCancel(Consumer<Status> action) {
        Status already;
        synchronized (this) {
            already = cancelled;
            if (already == null) {
                if (cancelActions == null) {
                    cancelActions = new ArrayList<>(2);
                }
                cancelActions.add(action);
            }
        }
        if (already != null) {
            action.accept(already);
        }
        return () -> forget(action);
    }

    @Override
    public final synchronized <T> void addHeader(Metadata.Key<T> key, T value) {
        if (headersSent) {
            throw new IllegalStateException(
                    "header '" + key.name() + "' comes too late: the head of the reply is sent with its first message");
        }
        headers = headers.with(key, value);
    }

    @Override
    public final synchronized <T> void addTrailer(Metadata.Key<T> key, T value) {
        trailers = trailers.with(key, value);
    }

    @Override
    public final void request(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("requested " + messages + " messages; it must be at least 1");
        }
        stream.request(messages);
    }

    @Override
    public final boolean isRequestCompressed() {
        return requestCompressed;
    }

    @Override
    public final void compressReplies(boolean on) {
        synchronized (this) {
            if (on && !compresses && headersSent) {
                throw new IllegalStateException(
                        "compressReplies(true) comes too late: the head of the reply, which names the compression, is"
                                + " sent with its first message");
            }
            compresses |= on;
        }
        stream.compressMessages(on);
    }

    @Override
    public final void sendHeaders() {
        if (end == null && markHeadersSent()) {
            noteReply(false);
            stream.sendHeaders(headers);
        }
    }

    @Override
    public final void send(R message) {
        if (end != null) {
            return;
        }
        try {
            sendHeadersIfAny();
            noteReply(true);
            stream.send(message, entry.reply(), false);
        } catch (RuntimeException failure) {
            noteUnsent();
            close(unsent(failure));
        }
    }

    @Override
    public final boolean isReady() {
        return end == null && stream.isReady();
    }

    @Override
    public final void reply(R message) {
        if (end != null) {
            return;
        }
        try {
            sendHeadersIfAny();
            noteReply(true);
            stream.reply(message, entry.reply(), trailers);
        } catch (RuntimeException failure) {
            noteUnsent();
            close(unsent(failure));
            return;
        }
        settle(Status.OK);
    }

    @Override
    public final void close(Status status) {
        if (!settle(status)) {
            return;
        }
        noteReply(false);
        sendHeadersIfAny();
        if (status.isOk() && kindUnknown && method().kind() == MethodKind.ONE_WAY) {
            // Where there are no one-way calls, it is a unary one to the client, and waits for its reply.
            stream.reply(EmptyReply.INSTANCE, EmptyReply.INSTANCE, trailers);
        } else {
            stream.close(status, trailers);
        }
    }

    @Override
    public final void fail(Throwable failure) {
        if (isPastDeadline(failure)) {
            // A call made within this one gave up a moment before this one's own timer: one deadline, one story.
            expired();
            return;
        }
        Status status = Status.ofFailure(failure);
        if (failure instanceof RpcException rpc && rpc.outcome().method().isEmpty()) {
            synchronized (this) {
                trailers = trailers.and(rpc.trailers());
            }
        } else if (end == null) {
            LOG.error("the handler of {} failed; its client is told {}", method().fullName(), status, failure);
        }
        close(status);
    }

    /** The deadline has passed. */
    @Override
    protected final void expired() {
        cancel(StatusCode.DEADLINE_EXCEEDED.withMessage(
                isBeingHandled()
                        ? "the deadline passed while the server worked on the call"
                        : "the deadline passed while the call waited for the server's executor"));
    }

    @Override
    public final void onHeaders(Metadata unexpected) {
        throw new IllegalStateException("only clients hear of the reply's head");
    }

    @Override
    public final void onClosed(Status status, Metadata none, Origin origin, boolean neverSent) {
        if (!status.isOk() && outlivesItsStream()) {
            synchronized (this) {
                if (end == null) {
                    outlived = true;
                    return;
                }
            }
        }
        boolean decided = status.isOk() ? settle(status) : endCancelled(status);
        discardUnscheduled();
        streamClosed(decided && !status.isOk() ? origin : Origin.THIS_SIDE);
    }

    /** Ends a call that its executor does not take, before the handler has seen it. */
    final void refuse(RejectedExecutionException full) {
        if (!server.isClosing()) {
            close(StatusCode.RESOURCE_EXHAUSTED.withMessage("the server is at its limit: " + full.getMessage()));
            return;
        }
        Status status = Server.CLOSED;
        if (settle(status)) {
            stream.refuse(status);
        }
    }

    /** Ends the call from this side, in the middle of whatever the handler does. Any thread. */
    final void cancel(Status status) {
        if (endCancelled(status)) {
            stream.cancel(status);
        }
    }

    @Override
    final long nowNanos() {
        return server.timer().clock().nanoTime();
    }

    @Override
    final ServerStream stream() {
        return stream;
    }

    @Override
    final Metadata trailers() {
        return trailers;
    }

    @Override
    final Status end() {
        return Objects.requireNonNull(end);
    }

    /**
     * Whether the call has ended, or must now, since its deadline has passed and the timer has not come to it: what waited
     * for an executor too long never reaches the handler, however late the timer is.
     */
    final boolean isOver() {
        if (end == null && isPastDeadline()) {
            expired();
        }
        return end != null;
    }

    private boolean isPastDeadline() {
        return hasDeadline && atNanos() - nowNanos() <= 0;
    }

    /** Whether the call has ended. */
    final boolean hasEnded() {
        return end != null;
    }

    final MethodTable.Entry<Q, R> entry() {
        return entry;
    }

    /** Decodes a request that is about to be told. */
    final Q decode(InboundMessage request) {
        requestCompressed = request.isCompressed();
        return request.decode(entry.request());
    }

    /** A request that could not be decoded. */
    final void undecodable(RuntimeException failure) {
        close(StatusCode.INTERNAL
                .withMessage("the request of " + method().fullName() + " could not be decoded as "
                        + entry.request().messageType().getName() + ": " + failure.getMessage())
                .withCause(failure));
    }

    private boolean isPastDeadline(Throwable failure) {
        return failure instanceof RpcException rpc && rpc.code() == StatusCode.DEADLINE_EXCEEDED && isPastDeadline();
    }

    private boolean settle(Status status) {
        if (!END.compareAndSet(this, null, status)) {
            return false;
        }
        if (hasDeadline) {
            server.timer().disarm(this);
        }
        server.callEnded();
        deliverEnd(status);
        if (method().kind() == MethodKind.ONE_WAY && hasOutlivedItsStream()) {
            streamClosed(Origin.THIS_SIDE);
        }
        return true;
    }

    private synchronized boolean hasOutlivedItsStream() {
        return outlived;
    }

    private boolean endCancelled(Status status) {
        if (!settle(status)) {
            return false;
        }
        List<Consumer<Status>> actions;
        synchronized (this) {
            cancelled = status;
            actions = cancelActions == null ? List.of() : cancelActions;
            cancelActions = null;
        }
        for (Consumer<Status> action : actions) {
            try {
                action.accept(status);
            } catch (RuntimeException failure) {
                LOG.warn("an action for the cancel of {} threw", method().fullName(), failure);
            }
        }
        return true;
    }

    private synchronized void forget(Consumer<Status> action) {
        if (cancelActions != null) {
            cancelActions.remove(action);
        }
    }

    private void sendHeadersIfAny() {
        if (!headersSent && markHeadersSent() && !headers.isEmpty()) {
            stream.sendHeaders(headers);
        }
    }

    private synchronized boolean markHeadersSent() {
        boolean first = !headersSent;
        headersSent = true;
        return first;
    }

    private Status unsent(RuntimeException failure) {
        if (failure instanceof RpcException refused) {
            return refused.status();
        }
        LOG.error("a reply of {} could not be encoded", method().fullName(), failure);
        return StatusCode.INTERNAL.withMessage("the reply could not be encoded").withCause(failure);
    }
}
