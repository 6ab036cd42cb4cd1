package dev.tern.rpc.stub;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a call's single reply; cancelling it cancels the call. */
final class CallFuture<R> extends CompletableFuture<R> implements ClientCallListener<R> {
    private final ClientCall<?, R> call;

    /** Written and read by the listener's methods, which come one after another. */
    private @Nullable R reply;

    CallFuture(ClientCall<?, R> call) {
        this.call = call;
    }

    @Override
    public void onMessage(R message) {
        reply = message;
    }

    @Override
    @SuppressWarnings("NullAway") // a one-way call's future is of Void, and completes with null
    public void onClose(Outcome outcome) {
        if (outcome.isOk()) {
            complete(reply);
        } else {
            completeExceptionally(new RpcException(outcome));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            call.cancel("the future was cancelled", null);
        }
        return cancelled;
    }

    /** Futures derived from this one are plain: cancelling them leaves the call alone. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
