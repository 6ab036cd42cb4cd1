package dev.tern.rpc.call;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A call that passes everything on; an interceptor overrides what it cares for. */
public abstract class ForwardingServerCall<Q, R> implements ServerCall<Q, R> {
    private final ServerCall<Q, R> next;

    protected ForwardingServerCall(ServerCall<Q, R> next) {
        this.next = next;
    }

    @Override
    public MethodDescriptor<Q, R> method() {
        return next.method();
    }

    @Override
    public CallContext context() {
        return next.context();
    }

    @Override
    public void listen(ServerCallListener<Q> listener, Executor executor) {
        next.listen(wrap(listener), executor);
    }

    @Override
    public void listen(ServerCallListener<Q> listener) {
        next.listen(wrap(listener));
    }

    /** The listener to hear the events in place of the handler's; that one itself unless overridden. */
    protected ServerCallListener<Q> wrap(ServerCallListener<Q> listener) {
        return listener;
    }

    @Override
    public boolean watch(Consumer<CallReport> watcher) {
        return next.watch(watcher);
    }

    @Override
    public void request(int messages) {
        next.request(messages);
    }

    @Override
    public boolean isRequestCompressed() {
        return next.isRequestCompressed();
    }

    @Override
    public void sendHeaders() {
        next.sendHeaders();
    }

    @Override
    public void send(R message) {
        next.send(message);
    }

    @Override
    public boolean isReady() {
        return next.isReady();
    }

    @Override
    public void reply(R message) {
        next.reply(message);
    }

    @Override
    public void close(Status status) {
        next.close(status);
    }

    @Override
    public void fail(Throwable failure) {
        next.fail(failure);
    }
}
