package dev.tern.rpc.netty.fuzz;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.netty.BytesMarshaller;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.StreamListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Hears a stream's events, and notes where they are not in the order that was promised. */
abstract class Listening implements StreamListener {
    private static final int FIRST_DEMAND = 1;

    private final Queue<InboundMessage> held = new ArrayDeque<>();
    private final List<String> broken = new ArrayList<>();
    private boolean headersHeard;
    private boolean halfClosed;
    private int demand = FIRST_DEMAND;
    private int messages;
    private @Nullable Status closed;

    /** What the application does with a message; it must be decoded, discarded or {@link #hold held}. */
    abstract void message(InboundMessage message);

    void halfClosed() {}

    void ready() {}

    /** The application asks for more. */
    void asked(int more) {
        demand += more;
    }

    void hold(InboundMessage message) {
        held.add(message);
    }

    static byte[] decode(InboundMessage message) {
        return message.decode(BytesMarshaller.BYTES);
    }

    /** Takes the oldest message that was held; false if there is none. */
    boolean takeHeld() {
        InboundMessage oldest = held.poll();
        if (oldest == null) {
            return false;
        }
        oldest.discard();
        return true;
    }

    boolean isClosed() {
        return closed != null;
    }

    @Override
    public final void onHeaders(Metadata headers) {
        check(!headersHeard && messages == 0, "headers twice or late");
        headersHeard = true;
    }

    @Override
    public final void onMessage(InboundMessage message) {
        check(!halfClosed, "a message after the last");
        check(++messages <= demand, "a message that nobody asked for");
        check(message.size() <= FuzzSettings.MAX_MESSAGE_BYTES, "a message over the limit");
        message(message);
    }

    @Override
    public final void onHalfClose() {
        check(!halfClosed, "the end of messages twice");
        halfClosed = true;
        halfClosed();
    }

    @Override
    public final void onReady() {
        check(true, "ready");
        ready();
    }

    @Override
    public final void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        check(true, "closed");
        closed = status;
    }

    private void check(boolean right, String what) {
        if (!right || closed != null) {
            broken.add(what + (closed == null ? "" : " after the end"));
        }
    }

    /** Fails unless the stream's events were as they should be, and have ended. */
    void checkEnded() {
        if (closed == null) {
            broken.add("no end");
        }
        if (!broken.isEmpty()) {
            throw new AssertionError("a stream heard " + broken);
        }
    }
}
