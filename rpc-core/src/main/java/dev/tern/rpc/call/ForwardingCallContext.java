package dev.tern.rpc.call;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.TlsSession;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A context that passes everything on; an interceptor overrides what it knows better, {@link #metadata} for instance, and has
 * handlers see it through {@link ForwardingServerCall#context}.
 */
public abstract class ForwardingCallContext implements CallContext {
    private final CallContext next;

    protected ForwardingCallContext(CallContext next) {
        this.next = next;
    }

    @Override
    public MethodDescriptor<?, ?> method() {
        return next.method();
    }

    @Override
    public Metadata metadata() {
        return next.metadata();
    }

    @Override
    public Optional<Deadline> deadline() {
        return next.deadline();
    }

    @Override
    public SocketAddress peer() {
        return next.peer();
    }

    @Override
    public Optional<TlsSession> tls() {
        return next.tls();
    }

    @Override
    public boolean isCancelled() {
        return next.isCancelled();
    }

    @Override
    public Registration onCancel(Consumer<Status> action) {
        return next.onCancel(action);
    }

    @Override
    public <T> void addHeader(Metadata.Key<T> key, T value) {
        next.addHeader(key, value);
    }

    @Override
    public <T> void addTrailer(Metadata.Key<T> key, T value) {
        next.addTrailer(key, value);
    }

    @Override
    public void compressReplies(boolean on) {
        next.compressReplies(on);
    }
}
