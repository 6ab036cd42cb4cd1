package dev.tern.rpc.client;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.transport.ClientConnection;
import java.util.Set;
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
    private final Set<ChannelCall<?, ?>> calls = ConcurrentHashMap.newKeySet();

    /** As many as there are calls, or are about to be. */
    private final AtomicInteger count = new AtomicInteger();

    /** Why calls end that come now; null while they don't. Set before the calls there are are ended. */
    private volatile @Nullable Status closed;

    AwaitedCredentials(ClientSettings settings) {
        this.settings = settings;
    }

    /** Whether a call waits for its credentials. */
    boolean has(ChannelCall<?, ?> call) {
        return calls.contains(call);
    }

    /**
     * Asks for a call's credentials, and has it go on with them, or end.
     *
     * @param on where they are to be shown
     * @param elsewhere whether to ask on the channel's executor: this may be a thread that must not block
     */
    void ask(ChannelCall<?, ?> call, CallCredentials credentials, ClientConnection on, boolean elsewhere) {
        if (!on.isSecure() && !credentials.allowsPlaintext()) {
            call.end(StatusCode.UNAUTHENTICATED.withMessage("the call's credentials are not sent in plaintext, as the"
                    + " connection to " + on.peer() + " is; set tls on the channel's builder, or allowPlaintext on the"
                    + " credentials if nobody else can read what is sent"));
            return;
        }
        if (count.incrementAndGet() > settings.maxWaitingCalls()) {
            count.decrementAndGet();
            call.end(StatusCode.RESOURCE_EXHAUSTED.withMessage(settings.maxWaitingCalls()
                    + " calls wait for their credentials already, maxWaitingCalls is " + settings.maxWaitingCalls()
                    + "; are credentials being given? set maxWaitingCalls on the channel's builder to let more wait"));
            return;
        }
        calls.add(call);
        Status over = closed;
        if (over != null) {
            answered(call);
            call.end(over);
        } else if (!elsewhere) {
            ask(call, credentials, on);
        } else {
            askOnExecutor(call, credentials, on);
        }
    }

    /** Ends the calls there are, and those that come. Called once, when the channel is closed. */
    void close(Status reason) {
        closed = reason;
        calls.forEach(call -> call.end(reason));
    }

    private void askOnExecutor(ChannelCall<?, ?> call, CallCredentials credentials, ClientConnection on) {
        try {
            settings.executor().execute(() -> ask(call, credentials, on));
        } catch (RejectedExecutionException full) {
            answered(call);
            call.end(StatusCode.RESOURCE_EXHAUSTED.withMessage(
                    "the call's credentials could not be asked for on the channel's executor: " + full.getMessage()));
        }
    }

    private void ask(ChannelCall<?, ?> call, CallCredentials credentials, ClientConnection on) {
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
            ChannelCall<?, ?> call, ClientConnection on, @Nullable Metadata metadata, @Nullable Throwable failure) {
        answered(call);
        if (metadata == null) {
            call.end(refusal(failure));
            return;
        }
        try {
            call.open(on, metadata);
        } catch (RuntimeException bug) {
            // There may be no caller to tell, as there is at the start of a call.
            call.end(StatusCode.INTERNAL
                    .withMessage("the call could not be given to its connection: " + bug)
                    .withCause(bug));
        }
    }

    private void answered(ChannelCall<?, ?> call) {
        calls.remove(call);
        count.decrementAndGet();
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
