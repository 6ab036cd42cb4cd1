package dev.tern.rpc.server;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.ServerStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server's stream that keeps what it is told, word by word. */
final class ScriptedServerStream implements ServerStream {
    final List<String> told = new ArrayList<>();

    /** What its messages were encoded with, in order. */
    final List<Marshaller<?>> marshallers = new ArrayList<>();

    private @Nullable Status closed;

    /** What it was closed with. */
    Status closed() {
        return Objects.requireNonNull(closed);
    }

    @Override
    public void sendHeaders(Metadata headers) {
        told.add("headers");
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        told.add("message");
        marshallers.add(marshaller);
    }

    @Override
    public <T> void reply(T message, Marshaller<T> marshaller, Metadata trailers) {
        told.add("reply");
        marshallers.add(marshaller);
    }

    @Override
    public void close(Status status, Metadata trailers) {
        told.add("close " + status.code());
        closed = status;
    }

    @Override
    public void compressMessages(boolean on) {
        told.add(on ? "compress" : "do not compress");
    }

    @Override
    public void halfClose() {
        throw new AssertionError("never on a server");
    }

    @Override
    public void request(int messages) {
        told.add("request " + messages);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void cancel(Status status) {
        told.add("cancel " + status.code());
    }
}
