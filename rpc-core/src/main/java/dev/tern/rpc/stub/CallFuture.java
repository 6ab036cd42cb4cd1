package dev.tern.rpc.stub;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a call's end; cancelling it cancels the call. */
abstract class CallFuture<R> extends CompletableFuture<R> implements ClientCallListener<R> {
    final ClientCall<?, R> call;

    CallFuture(ClientCall<?, R> call) {
        this.call = call;
    }

    /** What there is when the call has ended with OK; null for nothing. */
    abstract @Nullable R reply();

    @Override
    @SuppressWarnings("NullAway") // a one-way call's future is of Void, and completes with null
    public final void onClose(Outcome outcome) {
        if (outcome.isOk()) {
            complete(reply());
        } else {
            completeExceptionally(new RpcException(outcome));
        }
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            call.cancel("the future was cancelled", null);
        }
        return cancelled;
    }

    /** Futures derived from this one are plain: cancelling them leaves the call alone. */
    @Override
    public final <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
