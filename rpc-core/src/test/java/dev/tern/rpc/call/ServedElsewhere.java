package dev.tern.rpc.call;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.inprocess.InProcessAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an application may bring as the parent of calls: a deadline of its own. */
record ServedElsewhere(@Nullable Deadline own) implements CallContext {
    @Override
    public MethodDescriptor<?, ?> method() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Metadata metadata() {
        return Metadata.EMPTY;
    }

    @Override
    public Optional<Deadline> deadline() {
        return Optional.ofNullable(own);
    }

    @Override
    public SocketAddress peer() {
        return InProcessAddress.of("elsewhere");
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public Registration onCancel(Consumer<Status> action) {
        return () -> {};
    }

    @Override
    public <T> void addHeader(Metadata.Key<T> key, T value) {}

    @Override
    public <T> void addTrailer(Metadata.Key<T> key, T value) {}

    @Override
    public void compressReplies(boolean on) {}
}
