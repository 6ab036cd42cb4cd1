package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that keeps what it is told. */
final class ScriptedConnection implements ClientConnection {
    private final SocketAddress peer;
    private final List<ScriptedStream> streams = new ArrayList<>();
    private @Nullable Status closed;
    private boolean drained;
    private boolean nextStreamsReady = true;
    private @Nullable Status refusal;
    private Runnable duringOpen = () -> {};
    private int maxCalls = Integer.MAX_VALUE;

    ScriptedConnection(SocketAddress peer) {
        this.peer = peer;
    }

    /** The streams opened, in order. */
    List<ScriptedStream> streams() {
        return streams;
    }

    /** Why it was closed, or null. */
    @Nullable
    Status closed() {
        return closed;
    }

    /** Whether streams opened from here on are ready. */
    void nextStreamsReady(boolean ready) {
        nextStreamsReady = ready;
    }

    /** Closes streams opened from here on with this status, never sent, before {@code open} returns. */
    void refuse(Status status) {
        refusal = status;
    }

    /** Something that happens while a stream is being opened. */
    void duringOpen(Runnable action) {
        duringOpen = action;
    }

    /** What the peer allows. */
    void maxCalls(int calls) {
        maxCalls = calls;
    }

    @Override
    public int maxCalls() {
        return maxCalls;
    }

    /** The latest stream. */
    ScriptedStream last() {
        return streams.get(streams.size() - 1);
    }

    boolean drained() {
        return drained;
    }

    @Override
    public Stream open(RequestHead head, StreamListener listener) {
        ScriptedStream stream = new ScriptedStream(head, listener);
        stream.ready(nextStreamsReady);
        streams.add(stream);
        duringOpen.run();
        Status refused = refusal;
        if (refused != null) {
            stream.close(refused, true);
        }
        return stream;
    }

    @Override
    public SocketAddress peer() {
        return peer;
    }

    @Override
    public void drain() {
        drained = true;
    }

    @Override
    public void close(Status reason) {
        closed = reason;
    }
}
