package dev.tern.rpc.stub;

import dev.tern.rpc.call.ClientCall;
import org.jspecify.annotations.Nullable;

/** The future of a call's single reply. */
final class ReplyFuture<R> extends CallFuture<R> {
    /** Written and read by the listener's methods, which come one after another. */
    private @Nullable R reply;

    ReplyFuture(ClientCall<?, R> call) {
        super(call);
    }

    @Override
    public void onMessage(R message) {
        reply = message;
    }

    @Override
    @Nullable
    R reply() {
        return reply;
    }
}
