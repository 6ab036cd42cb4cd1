package dev.tern.rpc.client;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.concurrent.Timeout;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a channel: its deadline, how far it is, the one end it has. How replies reach the listener is the matter of
 * its two kinds, {@link SingleReplyCall} and {@link StreamedReplyCall}.
 *
 * <p>The end is decided by one compare-and-set of {@code outcome}: who wins it releases everything, who loses does
 * nothing.
 */
abstract class ChannelCall<Q, R> extends Timeout implements ClientCall<Q, R>, StreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelCall.class);
    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME = MethodHandles.lookup().findVarHandle(ChannelCall.class, "outcome", Outcome.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ClientChannel channel;
    private final MethodDescriptor<Q, R> method;
    private final CallOptions options;

    /** Written by start, before anything else can read them. */
    private @Nullable ClientCallListener<R> listener;

    private @Nullable Executor executor;
    private long startNanos;
    private @Nullable Deadline deadline;

    /** Written by start; read when the call ends, which may find it null if that comes first: then start closes it. */
    private volatile CallContext.@Nullable Registration parentRegistration;

    /** Null until the call has a connection. Written once, under this object's lock if anything was held back. */
    private volatile @Nullable Stream stream;

    /** What was sent before there was a stream. Guarded by this object's lock. */
    private @Nullable EarlySends early;

    /** Written by the starting thread, before the channel's queue hands the call to another. */
    private boolean waited;

    /** For messages only: may be read late by a thread that ends the call. */
    private @Nullable ClientConnection connection;

    /** Written before a reply is told, by the thread that tells it. */
    private boolean replyCompressed;

    /** Whether anything came back. Written by the transport's thread; for messages only. */
    private boolean answered;

    private volatile @Nullable Outcome outcome;

    ChannelCall(ClientChannel channel, MethodDescriptor<Q, R> method, CallOptions options) {
        this.channel = channel;
        this.method = method;
        this.options = options;
    }

    /** Has the listener hear the outcome, after all that came before it. Called once, by whoever decided it. */
    abstract void deliverEnd(Outcome outcome);

    /** The stream has closed and gives no more events, after the call had ended otherwise. */
    abstract void discardUndelivered();

    @Override
    public void start(ClientCallListener<R> listener, Executor executor) {
        if (this.listener != null) {
            throw new IllegalStateException("call of " + method.fullName() + " was started before");
        }
        this.listener = listener;
        this.executor = executor;
        startNanos = channel.timer().clock().nanoTime();
        deadline = options.deadlineAt(startNanos);
        onStart(executor);
        if (deadline != null) {
            if (deadline.remainingNanos(startNanos) <= 0) {
                expired();
                return;
            }
            channel.timer().arm(this, deadline.atNanos());
        }
        if (options.parent().isPresent()) {
            parentRegistration = options.parent().get().onCancel(this::endWithParent);
            if (outcome != null) {
                release();
            }
        }
        channel.assign(this);
    }

    /** The listener and executor are known; nothing has happened yet. */
    void onStart(Executor executor) {}

    /** Takes the call to a live connection. Called once, by the channel. */
    void open(ClientConnection connection) {
        if (outcome != null) {
            return;
        }
        this.connection = connection;
        Stream opened = connection.open(head(), this);
        while (true) {
            EarlySends held;
            synchronized (this) {
                held = early;
                early = null;
                if (held == null) {
                    stream = opened;
                    break;
                }
            }
            held.replay(this, opened);
        }
        Outcome ended = outcome;
        if (ended != null) {
            opened.cancel(ended.status());
        } else if (waited && opened.isReady()) {
            onReady();
        }
    }

    /** The call is about to wait for a connection: when it has one, the listener hears that it is ready. */
    final void markWaited() {
        waited = true;
    }

    @Override
    public void send(Q message, boolean last) {
        Stream current = stream;
        if (current != null) {
            sendOn(current, message, last);
        } else if (outcome == null) {
            sendEarly(message, last);
        }
    }

    @Override
    public void compressMessages(boolean on) {
        Stream current = stream;
        if (current == null) {
            current = sendEarly(held -> held.holdCompression(on));
        }
        if (current != null) {
            current.compressMessages(on);
        }
    }

    @Override
    public void halfClose() {
        Stream current = stream;
        if (current == null) {
            current = sendEarly(EarlySends::holdHalfClose);
        }
        if (current != null) {
            current.halfClose();
        }
    }

    @Override
    public void request(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("requested " + messages + " messages; it must be at least 1");
        }
        Stream current = stream;
        if (current == null) {
            current = sendEarly(held -> held.holdRequest(messages));
        }
        if (current != null) {
            current.request(messages);
        }
    }

    @Override
    public boolean isReady() {
        Stream current = stream;
        return current != null && outcome == null && current.isReady();
    }

    @Override
    public final boolean isReplyCompressed() {
        return replyCompressed;
    }

    @Override
    public void cancel(String message, @Nullable Throwable cause) {
        end(StatusCode.CANCELLED.withMessage(message).withCause(cause));
    }

    /** The deadline has passed. */
    @Override
    protected void expired() {
        Deadline passed = deadline;
        Duration allowed = Duration.ofNanos(passed == null ? 0 : passed.atNanos() - startNanos);
        String where = stream == null ? "; " + channel.describeWait() : "";
        end(StatusCode.DEADLINE_EXCEEDED.withMessage("deadline of " + allowed.toNanos() / 1e6 + " ms passed" + where));
    }

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        Outcome end = status.isOk() && trailers.isEmpty() && origin == Origin.PEER
                ? Outcome.OK
                : outcome(status, trailers, origin, neverSent ? CallPhase.UNSENT : phase());
        if (!settle(end)) {
            discardUndelivered();
        }
    }

    /** Ends the call by a decision of this side; does nothing if it has ended. */
    final void end(Status status) {
        if (settle(outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, phase()))) {
            Stream current = stream;
            if (current != null) {
                current.cancel(status);
            } else {
                channel.forget(this);
            }
        }
    }

    final CallOptions.Waiting waiting() {
        return options.waiting();
    }

    final MethodDescriptor<Q, R> method() {
        return method;
    }

    final Executor executor() {
        return Objects.requireNonNull(executor);
    }

    final ClientCallListener<R> listener() {
        return Objects.requireNonNull(listener);
    }

    /** How the call ended, or null while it goes on. */
    final @Nullable Outcome outcome() {
        return outcome;
    }

    /** Something came back. */
    final void markAnswered() {
        answered = true;
    }

    /** Decodes a reply that is about to be told. */
    final R decode(InboundMessage reply) {
        replyCompressed = reply.isCompressed();
        return reply.decode(method.reply());
    }

    /** This outcome with another status: what the reply turned out to be. */
    final Outcome failedReply(Status status) {
        return outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, CallPhase.ANSWERED);
    }

    /**
     * A method of the listener threw: a bug in it or an interceptor; the call can't go on.
     *
     * @return what the call ends with, if the listener has not heard the end yet
     */
    final Status listenerFailed(Throwable failure) {
        LOG.warn("a listener of {} threw; the call is cancelled", method.fullName(), failure);
        Status status = StatusCode.CANCELLED
                .withMessage("a listener of this call threw " + failure)
                .withCause(failure);
        end(status);
        return status;
    }

    private boolean settle(Outcome end) {
        if (!OUTCOME.compareAndSet(this, null, end)) {
            return false;
        }
        release();
        deliverEnd(end);
        return true;
    }

    private void release() {
        if (deadline != null) {
            channel.timer().disarm(this);
        }
        CallContext.Registration registration = parentRegistration;
        if (registration != null) {
            registration.close();
        }
    }

    private void endWithParent(Status reason) {
        end(StatusCode.CANCELLED.withMessage("the call it was part of ended: " + reason));
    }

    private RequestHead head() {
        long timeoutNanos = deadline == null
                ? RequestHead.NO_TIMEOUT
                : deadline.remainingNanos(channel.timer().clock().nanoTime());
        return new RequestHead(
                method.fullName(),
                method.kind(),
                timeoutNanos,
                options.metadata(),
                method.request().encoding(),
                options.compressor().orElse(null));
    }

    /** Encodes and sends; what can't be sent ends the call. */
    final void sendOn(Stream on, Q message, boolean last) {
        if (method.kind() == MethodKind.ONE_WAY && options.whenFull() == WhenFull.FAIL && !on.isReady()) {
            end(StatusCode.RESOURCE_EXHAUSTED.withMessage(
                    "the connection has as much to write as it may hold, and the call was told not to wait for room"
                            + " (WhenFull.FAIL)"));
            return;
        }
        try {
            on.send(message, method.request(), last);
        } catch (RpcException refused) {
            end(refused.status());
        } catch (RuntimeException failure) {
            end(StatusCode.INTERNAL
                    .withMessage("the request could not be encoded: " + failure)
                    .withCause(failure));
        }
    }

    private void sendEarly(Q message, boolean last) {
        Stream current = sendEarly(held -> held.hold(message, last));
        if (current != null) {
            sendOn(current, message, last);
        }
    }

    /**
     * Has something held back until there is a stream.
     *
     * @return the stream, if there is one by now and nothing was held
     */
    private @Nullable Stream sendEarly(EarlySends.Step step) {
        Status full;
        synchronized (this) {
            if (stream != null) {
                return stream;
            }
            if (early == null) {
                early = new EarlySends();
            }
            full = step.holdIn(early);
        }
        if (!full.isOk()) {
            end(full);
        }
        return null;
    }

    private CallPhase phase() {
        if (stream == null) {
            return CallPhase.UNSENT;
        }
        return answered ? CallPhase.ANSWERED : CallPhase.SENT;
    }

    private Outcome outcome(Status status, Metadata trailers, Origin origin, CallPhase phase) {
        ClientConnection on = connection;
        String peer = on == null ? "" : on.peer().toString();
        Duration elapsed = Duration.ofNanos(channel.timer().clock().nanoTime() - startNanos);
        return new Outcome(status, trailers, origin, method.fullName(), peer, phase, elapsed);
    }
}
