package dev.tern.rpc.client;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.call.CallMeter;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.CallSide;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a channel: its deadline, how far it is, the one end it has. What it sends, and on which stream, is the matter
 * of {@link SendingCall}; how replies reach the listener, of its two kinds, {@link SingleReplyCall} and {@link
 * StreamedReplyCall}.
 *
 * <p>The end is decided by one compare-and-set of {@code outcome}: who wins it releases everything, who loses does
 * nothing.
 */
abstract class ChannelCall<Q, R> extends SendingCall<Q, R> {
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

    /** Whether there is a deadline: the moment that this timeout has. */
    private boolean hasDeadline;

    /** Written by start; read when the call ends, which may find it null if that comes first: then start closes it. */
    private volatile CallContext.@Nullable Registration parentRegistration;

    /** Null if nobody watches the call. Written before the start. */
    private @Nullable CallMeter meter;

    /** Written before a reply is told, by the thread that tells it. */
    private boolean replyCompressed;

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
    public boolean watch(Consumer<CallReport> watcher) {
        if (listener != null) {
            throw new IllegalStateException("call of " + method.fullName() + " was started before it is to be watched");
        }
        if (meter == null) {
            meter = new CallMeter(CallSide.CLIENT);
        }
        meter.add(watcher);
        return true;
    }

    @Override
    public void start(ClientCallListener<R> listener, Executor executor) {
        if (this.listener != null) {
            throw new IllegalStateException("call of " + method.fullName() + " was started before");
        }
        this.listener = listener;
        this.executor = executor;
        startNanos = channel.timer().clock().nanoTime();
        hasDeadline = options.hasDeadline();
        if (meter != null) {
            meter.began(startNanos);
        }
        onStart(executor);
        if (hasDeadline) {
            expireAt(options.deadlineNanosAt(startNanos));
            if (remainingNanos(startNanos) <= 0) {
                expired();
                return;
            }
            channel.timer().arm(this, atNanos());
        }
        if (options.parent().isPresent()) {
            parentRegistration = options.parent().get().onCancel(this::endWithParent);
            if (outcome != null) {
                release();
            }
        }
        try {
            channel.places().assign(this);
        } catch (RuntimeException | Error failure) {
            // A bug in a balancer or a transport: the caller is told by the throw, but the call must not stay half
            // begun.
            end(StatusCode.INTERNAL
                    .withMessage("the call could not be started: " + failure)
                    .withCause(failure));
            throw failure;
        }
    }

    /** The listener and executor are known; nothing has happened yet. */
    void onStart(Executor executor) {}

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
        long allowedNanos = remainingNanos(startNanos);
        String unsent = "not sent in " + Wait.millis(allowedNanos) + ": ";
        if (allowedNanos <= 0) {
            String late = "the deadline had passed " + Wait.millis(-allowedNanos) + " before the call began";
            end(StatusCode.DEADLINE_EXCEEDED.withMessage(late));
        } else if (channel.credentials().has(this)) {
            end(StatusCode.DEADLINE_EXCEEDED.withMessage(unsent + "its credentials had not come"), CallPhase.UNSENT);
        } else if (isWaiting()) {
            Wait wait = channel.currentWait();
            end(StatusCode.DEADLINE_EXCEEDED.withMessage(unsent + wait.words()), wait.phase());
        } else {
            end(StatusCode.DEADLINE_EXCEEDED.withMessage("deadline of " + Wait.millis(allowedNanos) + " passed"));
        }
    }

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        if (meter != null && origin == Origin.PEER) {
            meter.replyBegan(nowNanos());
        }
        CountedConnection on = connection();
        if (on != null) {
            leave(on);
        }
        if (neverSent && status.code() == StatusCode.UNAVAILABLE && outcome == null && goesOn(origin)) {
            return;
        }
        Outcome end = status.isOk() && trailers.isEmpty()
                ? (origin == Origin.PEER ? Outcome.OK : Outcome.HANDED_OVER)
                : outcome(status, trailers, origin, neverSent ? CallPhase.UNSENT : phase());
        if (!settle(end)) {
            discardUndelivered();
        }
    }

    /** Whether a call that no server has seen goes on elsewhere, or has ended already because there is no time left. */
    private boolean goesOn(Origin decidedBy) {
        if (hasDeadline && remainingNanos(nowNanos()) <= 0) {
            expired();
            return true;
        }
        return goOnElsewhere(decidedBy);
    }

    /** The time left until the deadline that there is. */
    private long remainingNanos(long nowNanos) {
        return atNanos() - nowNanos;
    }

    @Override
    final void onRefused(CountedConnection by, Origin decidedBy) {
        channel.places().retry(this, by, decidedBy);
    }

    @Override
    final void leave(CountedConnection entered) {
        channel.places().leave(entered);
    }

    @Override
    final void end(Status status) {
        // Not when it is too late anyway: nearly every call is told so by somebody.
        if (outcome == null) {
            end(status, phase());
        }
    }

    final void end(Status status, CallPhase phase) {
        if (settle(outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, phase))) {
            Stream current = stream();
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

    /** Whether the call would rather fail than wait where all connections have as many calls as they may. */
    final boolean failsWhenFull() {
        return options.whenFull() == WhenFull.FAIL || channel.failsWhenFull();
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

    /** Decodes a reply that is about to be told. */
    final R decode(InboundMessage reply) {
        replyCompressed = reply.isCompressed();
        return reply.decode(method.reply());
    }

    @Override
    final @Nullable Status ending() {
        Outcome end = outcome;
        return end == null ? null : end.status();
    }

    /** This outcome with another status: what the reply turned out to be. */
    final Outcome failedReply(Status status) {
        return outcome(status, Metadata.EMPTY, Origin.THIS_SIDE, CallPhase.STREAMING);
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

    /**
     * Tells who watches of the end, which may turn out not to be OK until the reply was decoded and told. Others are told at
     * once, since what the listener runs on may be a thread that never comes back for it. Only the first time counts.
     */
    final void report(Outcome end) {
        CallMeter watched = meter;
        if (watched == null) {
            return;
        }
        Stream last = stream();
        Outcome whole = end.method().isEmpty() ? outcome(end.status(), end.trailers(), end.origin(), phase()) : end;
        watched.close(whole, nowNanos(), last == null ? 0 : last.sentBytes(), last == null ? 0 : last.receivedBytes());
    }

    private boolean settle(Outcome end) {
        if (!OUTCOME.compareAndSet(this, null, end)) {
            return false;
        }
        release();
        if (!end.isOk()) {
            report(end);
        }
        deliverEnd(end);
        return true;
    }

    private void release() {
        forget();
        if (hasDeadline) {
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

    @Override
    final boolean asksForCredentials(CountedConnection on, boolean elsewhere) {
        CallCredentials credentials = options.credentials().orElse(null);
        if (credentials == null) {
            return false;
        }
        channel.credentials().ask(this, credentials, on, elsewhere);
        return true;
    }

    @Override
    final @Nullable CallMeter meter() {
        return meter;
    }

    @Override
    final long nowNanos() {
        return channel.timer().clock().nanoTime();
    }

    /** A reply has come. */
    final void countReply() {
        if (meter != null) {
            meter.received();
        }
    }

    @Override
    final RequestHead head(Metadata credentials, boolean atOnce) {
        // The clock was read for the start, and costs more than the rest of this.
        long timeoutNanos = hasDeadline ? remainingNanos(atOnce ? startNanos : nowNanos()) : RequestHead.NO_TIMEOUT;
        return new RequestHead(
                method.fullName(),
                method.kind(),
                timeoutNanos,
                options.metadata().and(credentials),
                method.request().encoding(),
                options.compressor().orElse(null));
    }

    @Override
    final void sendOn(Stream on, Q message, boolean last) {
        if (method.kind() == MethodKind.ONE_WAY && options.whenFull() == WhenFull.FAIL && !on.isReady()) {
            end(StatusCode.RESOURCE_EXHAUSTED.withMessage(
                    "the connection has as much to write as it may hold, and the call was told not to wait for room"
                            + " (WhenFull.FAIL)"));
            return;
        }
        CallMeter watched = meter;
        if (watched != null) {
            watched.sent();
        }
        try {
            on.send(message, method.request(), last);
        } catch (RpcException refused) {
            noteUnsent();
            end(refused.status());
        } catch (RuntimeException failure) {
            noteUnsent();
            end(StatusCode.INTERNAL
                    .withMessage("the request could not be encoded: " + failure)
                    .withCause(failure));
        }
    }

    private void noteUnsent() {
        if (meter != null) {
            meter.unsent();
        }
    }

    private CallPhase phase() {
        if (stream() == null) {
            return isWaiting() ? channel.currentWait().phase() : CallPhase.UNSENT;
        }
        return isAnswered() ? CallPhase.STREAMING : CallPhase.SENT;
    }

    private Outcome outcome(Status status, Metadata trailers, Origin origin, CallPhase phase) {
        CountedConnection on = connection();
        String peer = on == null ? "" : on.peer().toString();
        Duration elapsed = Duration.ofNanos(channel.timer().clock().nanoTime() - startNanos);
        Optional<Duration> allowed =
                hasDeadline ? Optional.of(Duration.ofNanos(remainingNanos(startNanos))) : Optional.empty();
        return new Outcome(status, trailers, origin, method.fullName(), peer, phase, elapsed, allowed);
    }
}
