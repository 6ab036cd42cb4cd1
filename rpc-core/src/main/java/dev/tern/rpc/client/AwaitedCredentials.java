package dev.tern.rpc.client;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallCredentials;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a channel that have a connection, and wait for the credentials to show there; bounded. A call that ends
 * meanwhile still counts, for whoever was asked has it in hand until the answer. Safe for any number of threads.
 */
final class AwaitedCredentials {
    private final ClientSettings settings;

    /** Where a call that waits here counts as moving: it neither waits there nor is open. */
    private final WaitingCalls waiting;

    /** With the place that each has; who takes a call out has it go on, or gives the place back. */
    private final Map<ChannelCall<?, ?>, CountedConnection> calls = new ConcurrentHashMap<>();

    /** Credentials that are awaited, those for calls that have ended meanwhile included: what asks for them is bounded, too. */
    private final AtomicInteger count = new AtomicInteger();

    /** Why calls end that come now; null while they don't. Set before the calls there are are ended. */
    private volatile @Nullable Status closed;

    AwaitedCredentials(ClientSettings settings, WaitingCalls waiting) {
        this.settings = settings;
        this.waiting = waiting;
    }

    /** Whether a call waits for its credentials. */
    boolean has(ChannelCall<?, ?> call) {
        return calls.containsKey(call);
    }

    /**
     * Asks for a call's credentials, and has it go on with them, or end.
     *
     * @param on where they are to be shown, with a place for the call, which is given back if it ends before
     * @param elsewhere whether to ask on the channel's executor: this may be a thread that must not block
     */
    void ask(ChannelCall<?, ?> call, CallCredentials credentials, CountedConnection on, boolean elsewhere) {
        if (!on.isSecure() && !credentials.allowsPlaintext()) {
            call.leave(on);
            call.end(StatusCode.UNAUTHENTICATED.withMessage("the call's credentials are not sent in plaintext, as the"
                    + " connection to " + on.peer() + " is; set tls on the channel's builder, or allowPlaintext on the"
                    + " credentials if nobody else can read what is sent"));
            return;
        }
        if (count.incrementAndGet() > settings.maxWaitingCalls()) {
            count.decrementAndGet();
            call.leave(on);
            call.end(StatusCode.RESOURCE_EXHAUSTED.withMessage(settings.maxWaitingCalls()
                    + " calls wait for their credentials already, maxWaitingCalls is " + settings.maxWaitingCalls()
                    + "; are credentials being given? set maxWaitingCalls on the channel's builder to let more wait"));
            return;
        }
        waiting.moves();
        calls.put(call, on);
        Status over = closed;
        if (over != null) {
            call.end(over);
        }
        if (call.outcome() != null) {
            // It may have ended before it was in there, when nobody could take it out.
            count.decrementAndGet();
            forget(call);
        } else if (!elsewhere) {
            ask(call, credentials, on);
        } else {
            askOnExecutor(call, credentials, on);
        }
    }

    /** Ends the calls there are, and those that come. Called once, when the channel is closed. */
    void close(Status reason) {
        closed = reason;
        calls.keySet().forEach(call -> call.end(reason));
    }

    private void askOnExecutor(ChannelCall<?, ?> call, CallCredentials credentials, CountedConnection on) {
        try {
            settings.executor().execute(() -> ask(call, credentials, on));
        } catch (RejectedExecutionException full) {
            count.decrementAndGet();
            call.end(StatusCode.RESOURCE_EXHAUSTED.withMessage(
                    "the call's credentials could not be asked for on the channel's executor: " + full.getMessage()));
        }
    }

    private void ask(ChannelCall<?, ?> call, CallCredentials credentials, CountedConnection on) {
        try {
            CompletionStage<Metadata> asked = credentials.metadataFor(call.method(), settings.authority());
            if (!(asked instanceof CompletableFuture<?> future && future.isDone())) {
                // Whoever sends meanwhile finds no stream, and is to hear when there is one.
                call.markWaited();
            }
            asked.whenComplete((metadata, failure) -> go(call, on, metadata, failure));
        } catch (RuntimeException failure) {
            go(call, on, null, failure);
        }
    }

    private void go(
            ChannelCall<?, ?> call, CountedConnection on, @Nullable Metadata metadata, @Nullable Throwable failure) {
        count.decrementAndGet();
        if (metadata == null) {
            call.end(refusal(failure));
            return;
        }
        if (calls.remove(call) == null) {
            return;
        }
        try {
            call.open(on, metadata);
        } catch (RuntimeException bug) {
            // There may be no caller to tell, as there is at the start of a call.
            call.end(StatusCode.INTERNAL
                    .withMessage("the call could not be given to its connection: " + bug)
                    .withCause(bug));
        } finally {
            waiting.arrived();
        }
    }

    /** A call has ended: if it waits for its credentials its place is free now, though they are still awaited. */
    void forget(ChannelCall<?, ?> call) {
        CountedConnection on = calls.remove(call);
        if (on != null) {
            call.leave(on);
            waiting.arrived();
        }
    }

    private static Status refusal(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        StatusCode code = StatusCode.UNAUTHENTICATED;
        String why = cause == null ? "they are null" : cause.toString();
        if (cause instanceof RpcException rpc && !rpc.status().isOk()) {
            code = rpc.code();
            why = rpc.getMessage();
        }
        return code.withMessage("the call's credentials could not be had: " + why)
                .withCause(cause);
    }
}
