package dev.tern.rpc.call;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call that passes everything on; an interceptor overrides what it cares for. */
public abstract class ForwardingClientCall<Q, R> implements ClientCall<Q, R> {
    private final ClientCall<Q, R> next;

    protected ForwardingClientCall(ClientCall<Q, R> next) {
        this.next = next;
    }

    @Override
    public boolean watch(Consumer<CallReport> watcher) {
        return next.watch(watcher);
    }

    @Override
    public void start(ClientCallListener<R> listener, Executor executor) {
        next.start(listener, executor);
    }

    @Override
    public void request(int messages) {
        next.request(messages);
    }

    @Override
    public void send(Q message, boolean last) {
        next.send(message, last);
    }

    @Override
    public void compressMessages(boolean on) {
        next.compressMessages(on);
    }

    @Override
    public void halfClose() {
        next.halfClose();
    }

    @Override
    public boolean isReady() {
        return next.isReady();
    }

    @Override
    public boolean isReplyCompressed() {
        return next.isReplyCompressed();
    }

    @Override
    public void cancel(String message, @Nullable Throwable cause) {
        next.cancel(message, cause);
    }
}
