package dev.tern.rpc.netty.io;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on a connection, as far as the wire does not matter: what its listener has asked for and is told, when more may be
 * sent, and its one end. How messages become bytes is up to those who extend it.
 *
 * <p>Longer than most files here, with one short method for each event: all of them share the few fields, whose owners are
 * only plain when seen together.
 */
public abstract class PacedStream implements Stream {
    private static final Logger LOG = LoggerFactory.getLogger(PacedStream.class);

    /** In {@code readyAt}: nobody waits to be ready. */
    private static final int NOBODY = -1;

    private static final VarHandle QUEUED_BYTES;
    private static final VarHandle REQUESTED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            QUEUED_BYTES = lookup.findVarHandle(PacedStream.class, "queuedBytes", int.class);
            REQUESTED = lookup.findVarHandle(PacedStream.class, "requested", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Who hears of the stream; on the server not there until the acceptor has answered. Event loop, once that has. */
    protected @Nullable StreamListener listener;

    /** Whether the listener has heard its last event, or is about to. Written by the event loop, read by any thread. */
    private volatile boolean over;

    /** All demand so far; the first message needs no asking. Any thread, added to atomically; a long never overflows. */
    private volatile long requested = 1;

    /** Messages handed over. Event loop. */
    private long delivered;

    /** Whether something waits for demand. Written by the event loop, read by who adds to the demand. */
    private volatile boolean holds;

    /** Bytes of messages that have come. Written by the event loop. */
    private long receivedBytes;

    /** Bytes of messages given to the connection. Written by the event loop. */
    private long sentBytes;

    /** Bytes of messages that wait, the opening one aside. Any thread, changed atomically. */
    private volatile int queuedBytes;

    /** How few bytes must wait until who was told "not ready" hears onReady; {@link #NOBODY} if none was. Any thread. */
    private volatile int readyAt = NOBODY;

    /** Whether the backlog has it in its list of those who wait. Event loop. */
    boolean watched;

    /** A stream that is not over. */
    protected PacedStream() {}

    /** What it is on. */
    protected abstract PacedConnection connection();

    /** Whether its listener has heard its last event, or is about to; any thread. */
    public final boolean isOver() {
        return over;
    }

    @Override
    public final void request(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("request of " + messages + " messages; it must be 1 or more");
        }
        REQUESTED.getAndAdd(this, (long) messages);
        if (holds && !over) {
            connection().submit(new HeldDelivery(this));
        }
    }

    /** Whether the listener has asked for another message. Event loop. */
    protected final boolean hasDemand() {
        return delivered < requested;
    }

    /** Whether any message was handed over. Event loop. */
    protected final boolean hasDelivered() {
        return delivered > 0;
    }

    /** Says whether something waits for demand, so that more demand is told of. Event loop. */
    protected final void holds(boolean now) {
        holds = now;
    }

    /** There is more demand, and something waits for it. Event loop. */
    protected abstract void deliverMore();

    /** Bytes of a message have come. Event loop. */
    protected final void countReceived(int bytes) {
        receivedBytes += bytes;
    }

    @Override
    public final long receivedBytes() {
        return receivedBytes;
    }

    /** Tells the listener of a message. Event loop. */
    protected final void hand(ReceivedMessage message) {
        delivered++;
        try {
            // The listener is there: messages come only after the acceptor has answered.
            Objects.requireNonNull(listener).onMessage(message);
        } catch (RuntimeException | Error bug) {
            message.discard();
            listenerFailed(bug);
        }
    }

    /** Tells the listener of the reply's metadata. Event loop. */
    protected final void handHeaders(Metadata headers) {
        try {
            Objects.requireNonNull(listener).onHeaders(headers);
        } catch (RuntimeException | Error bug) {
            listenerFailed(bug);
        }
    }

    /** Tells the listener that the client sends no more. Event loop. */
    protected final void handHalfClose() {
        try {
            Objects.requireNonNull(listener).onHalfClose();
        } catch (RuntimeException | Error bug) {
            listenerFailed(bug);
        }
    }

    /** Bytes of a message are given to the connection. Event loop. */
    public final void countSent(int bytes) {
        sentBytes += bytes;
    }

    @Override
    public final long sentBytes() {
        return sentBytes;
    }

    /** Whether all it ever sends is one message. */
    public abstract boolean sendsOnce();

    /** Whether anything of it was written, so that the peer knows its id. Event loop. */
    public abstract boolean isOnWire();

    /** Bytes of a message wait, or fewer of them if negative; any thread. */
    protected final void addQueued(boolean opening, int bytes) {
        if (opening) {
            connection().backlog().add(bytes);
        } else {
            QUEUED_BYTES.getAndAdd(this, bytes);
        }
    }

    /**
     * A call of a single request waits for the connection alone, any other for its own messages alone. What the event loop
     * has wait gains nothing by it, for nothing is sent before the loop is back: there, a stream is ready while all is sent.
     */
    @Override
    public final boolean isReady() {
        if (over) {
            return false;
        }
        if (!sendsOnce() && connection().inEventLoop()) {
            boolean allSent = queuedBytes == 0;
            if (!allSent) {
                // No watch: whatever waits is noticed when it is written.
                readyAt = 0;
            }
            return allSent;
        }
        if (hasRoom()) {
            return true;
        }
        readyAt = connection().backlog().lowBytes();
        if (hasRoom()) {
            return true;
        }
        connection().submit(new ReadyWatch(this));
        return false;
    }

    private boolean hasRoom() {
        Backlog backlog = connection().backlog();
        return sendsOnce() ? !backlog.isFull() : queuedBytes < backlog.highBytes();
    }

    /** Tells the listener that it may send again, if it waits for that and there is room. Event loop. */
    protected final void tellReady() {
        int wanted = readyAt;
        if (wanted == NOBODY || over || (sendsOnce() ? connection().backlog().isFull() : queuedBytes > wanted)) {
            return;
        }
        readyAt = NOBODY;
        StreamListener hears = listener;
        if (hears != null) {
            try {
                hears.onReady();
            } catch (RuntimeException | Error bug) {
                listenerFailed(bug);
            }
        }
    }

    /** Whether its listener was told "not ready" and nothing since. */
    final boolean waitsToBeReady() {
        return readyAt != NOBODY && !over;
    }

    @Override
    public final void cancel(Status status) {
        if (!over) {
            connection().submit(new Cancellation(this, status));
        }
    }

    /** The listener threw: its stream ends, nobody else notices. Event loop. */
    public final void listenerFailed(Throwable bug) {
        LOG.error("a listener of a call with {} threw", connection().peer(), bug);
        abort(StatusCode.INTERNAL.withMessage("the receiver failed").withCause(bug));
    }

    /** Ends the stream because of what this side decides, and tells the peer. Event loop. */
    public abstract void abort(Status status);

    /** Ends the stream: frees everything and tells the listener. The first to come here wins. Event loop. */
    public final void terminate(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        if (over) {
            return;
        }
        over = true;
        dropUnsent();
        dropReceived();
        forget();
        close(status, trailers, origin, neverSent);
    }

    /** Ends a stream that is refused as it is opened: nobody else knows of it yet, so it may be on any thread. */
    public final void refuseOpening(Status status, boolean neverSent) {
        over = true;
        close(status, Metadata.EMPTY, Origin.THIS_SIDE, neverSent);
    }

    /** Throws away what waits to be sent. Event loop. */
    protected abstract void dropUnsent();

    /** Throws away what has come and is not delivered. Event loop. */
    protected abstract void dropReceived();

    /** Has the connection forget the stream. Event loop. */
    protected abstract void forget();

    /** Tells the listener of the end. */
    protected void close(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        StreamListener hears = listener;
        if (hears != null) {
            try {
                hears.onClosed(status, trailers, origin, neverSent);
            } catch (RuntimeException | Error bug) {
                listenerFailed(bug);
            }
        }
    }

    /** Hands over what waits after there is more demand. */
    private static final class HeldDelivery extends QueuedWrite {
        private final PacedStream stream;

        HeldDelivery(PacedStream stream) {
            this.stream = stream;
        }

        @Override
        protected void run() {
            stream.deliverMore();
        }
    }

    /** Ends a stream from another thread. */
    private static final class Cancellation extends QueuedWrite {
        private final PacedStream stream;
        private final Status status;

        Cancellation(PacedStream stream, Status status) {
            this.stream = stream;
            this.status = status;
        }

        @Override
        protected void run() {
            stream.abort(status);
        }
    }

    /** Has the connection watch a stream that may send nothing by which it would be noticed. */
    private static final class ReadyWatch extends QueuedWrite {
        private final PacedStream stream;

        ReadyWatch(PacedStream stream) {
            this.stream = stream;
        }

        @Override
        protected void run() {
            stream.connection().watchReady(stream);
        }
    }
}
