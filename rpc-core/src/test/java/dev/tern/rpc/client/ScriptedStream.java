package dev.tern.rpc.client;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream that keeps what is sent on it, word by word. */
final class ScriptedStream implements Stream {
    private final RequestHead head;
    private final StreamListener listener;
    private final List<String> told = new ArrayList<>();
    private boolean ready = true;
    private boolean closed;
    private @Nullable Status cancelled;
    private Consumer<String> duringNext = word -> {};

    ScriptedStream(RequestHead head, StreamListener listener) {
        this.head = head;
        this.listener = listener;
    }

    RequestHead head() {
        return head;
    }

    StreamListener listener() {
        return listener;
    }

    /** What it was told, but for the cancel. */
    List<String> told() {
        return told;
    }

    /** What it was cancelled with, or null. */
    @Nullable
    Status cancelled() {
        return cancelled;
    }

    /** Closes it from the transport's side; what it is told later is lost. */
    void close(Status status, boolean neverSent) {
        closed = true;
        listener.onClosed(status, Metadata.EMPTY, Origin.THIS_SIDE, neverSent);
    }

    /** Something that happens while the next word is said to it. */
    void duringNext(Runnable action) {
        duringNext = word -> {
            duringNext = next -> {};
            action.run();
        };
    }

    private void tell(String word) {
        if (!closed) {
            told.add(word);
        }
        duringNext.accept(word);
    }

    void ready(boolean now) {
        ready = now;
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        tell((endOfStream ? "last " : "") + message);
    }

    @Override
    public void compressMessages(boolean on) {
        tell(on ? "compress" : "do not compress");
    }

    @Override
    public void halfClose() {
        tell("half-close");
    }

    @Override
    public void request(int messages) {
        tell("request " + messages);
    }

    @Override
    public boolean isReady() {
        return ready && !closed;
    }

    @Override
    public void cancel(Status status) {
        cancelled = status;
    }
}
