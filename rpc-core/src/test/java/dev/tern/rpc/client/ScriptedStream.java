package dev.tern.rpc.client;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream that keeps what is sent on it, word by word. */
final class ScriptedStream implements Stream {
    private final RequestHead head;
    private final StreamListener listener;
    private final List<String> told = new ArrayList<>();
    private boolean ready = true;
    private @Nullable Status cancelled;

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

    void ready(boolean now) {
        ready = now;
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        told.add((endOfStream ? "last " : "") + message);
    }

    @Override
    public void compressMessages(boolean on) {
        told.add(on ? "compress" : "do not compress");
    }

    @Override
    public void halfClose() {
        told.add("half-close");
    }

    @Override
    public void request(int messages) {
        told.add("request " + messages);
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void cancel(Status status) {
        cancelled = status;
    }
}
