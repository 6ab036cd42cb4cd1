package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call on a connection: what both sides have of it. A message sent on the event loop is marshalled straight into the
 * connection's batch if nothing is in its way; any other goes into a buffer of its own and waits its turn.
 *
 * <p>Longer than most files here: sending, readiness and the one end of a stream share its fields, whose owners are only
 * plain when seen together.
 */
abstract class LiveStream extends ReceivingStream implements Stream, MessageSink {
    private static final int NOT_DIRECT = -1;
    private static final VarHandle QUEUED_BYTES;

    static {
        try {
            QUEUED_BYTES = MethodHandles.lookup().findVarHandle(LiveStream.class, "queuedBytes", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** The next in its bucket of the connection's table. Event loop. */
    @Nullable
    LiveStream nextInTable;

    /** The stream's credit; below 0 by at most one message. Event loop. */
    int sendCredit;

    /** Whether it waits for more of it. Event loop. */
    boolean waitsForCredit;

    /** Whether it is in the connection's turns, or waits for credit to be. Event loop. */
    boolean inTurns;

    /** Whether the connection has it in the list of those that wait to be ready. Event loop. */
    boolean watched;

    /** What waits to be sent. Event loop. */
    private @Nullable Outgoing first;

    /** Event loop. */
    private @Nullable Outgoing last;

    /** Parts given to the event loop by other threads; owned by whoever sends. */
    private int pushed;

    /** Parts of those that have arrived there. Event loop. */
    private int accepted;

    /** Bytes of messages that wait, the opening one aside. Any thread, changed atomically. */
    private volatile int queuedBytes;

    /** Whether someone was told "not ready" and waits for onReady. Any thread. */
    private volatile boolean readyWanted;

    /** The buffer of the message that is being marshalled; owned by whoever sends. */
    private @Nullable ByteBuf marshalled;

    /** Where the frame of the message begins that is being marshalled in place. Event loop, while it sends. */
    private int directAt = NOT_DIRECT;

    /** The size of that message; -1 before the marshaller has asked for room. Owned by whoever sends. */
    private int directBytes;

    /** What is being marshalled in place, or null if that is not possible now. Owned by whoever sends. */
    private Outgoing.@Nullable Part directPart;

    /** Whether this side ends with it. Owned by whoever sends. */
    private boolean directEnd;

    /** Bytes of messages written to the connection. Written by the event loop. */
    private long sentBytes;

    LiveStream(LiveConnection connection, int sendCredit) {
        super(connection);
        this.sendCredit = sendCredit;
    }

    /** Encodes a message, and sends it or has it wait. */
    final <T> void marshal(T message, Marshaller<T> marshaller, Outgoing.Part part, boolean end) {
        directPart = connection.inEventLoop() && pushed == accepted && first == null && connection.beginMarshalling()
                ? part
                : null;
        directEnd = end;
        directBytes = -1;
        boolean direct = false;
        try {
            marshaller.write(message, this);
            if (directBytes < 0) {
                throw new IllegalStateException(marshaller + " wrote nothing: it must ask for room once");
            }
            direct = directAt != NOT_DIRECT;
        } catch (RuntimeException | Error failed) {
            undo();
            throw failed;
        } finally {
            if (directPart != null) {
                connection.endMarshalling();
            }
        }
        if (direct) {
            int at = directAt;
            directAt = NOT_DIRECT;
            connection.sends().endDirect(this, at, part, directBytes);
            written(part, end, 0);
        } else {
            ByteBuf payload = Objects.requireNonNull(marshalled);
            marshalled = null;
            addQueued(part, directBytes);
            push(part, payload, end);
        }
    }

    private void undo() {
        if (directAt != NOT_DIRECT) {
            connection.sends().undoDirect(directAt);
            directAt = NOT_DIRECT;
        }
        if (marshalled != null) {
            marshalled.release();
            marshalled = null;
        }
    }

    /** Room for the message that is being marshalled: in the batch if it can go at once, else in a buffer. */
    @Override
    public final ByteBuffer allocate(int bytes) {
        if (directBytes >= 0) {
            throw new IllegalStateException("a marshaller must ask for room once");
        }
        int limit = connection.peerLimits().maxMessageBytes();
        if (bytes > limit) {
            throw new RpcException(StatusCode.RESOURCE_EXHAUSTED.withMessage(
                    "message of " + bytes + " bytes exceeds the peer's maxMessageBytes " + limit));
        }
        directBytes = bytes;
        if (directPart != null) {
            directAt = connection.sends().beginDirect(this, directPart, directEnd, bytes);
            if (directAt != NOT_DIRECT) {
                return connection.sends().directRoom(bytes);
            }
        }
        ByteBuf buffer = connection.allocator().directBuffer(bytes, bytes);
        marshalled = buffer;
        ByteBuffer room = buffer.internalNioBuffer(0, bytes);
        buffer.writerIndex(bytes);
        return room;
    }

    /** Gives a part to the event loop, or if this is the event loop, sends it or has it wait. */
    final void push(Outgoing.Part part, @Nullable ByteBuf payload, boolean end) {
        Outgoing outgoing = new Outgoing(this, part, payload, end);
        pushed++;
        if (connection.inEventLoop() && pushed == accepted + 1 && !connection.isMarshalling()) {
            accept(outgoing);
        } else {
            connection.submit(outgoing);
        }
    }

    /** A part has arrived on the event loop. */
    final void accept(Outgoing part) {
        accepted++;
        if (over || !mayStart(part)) {
            addQueued(part.part, -part.total);
            part.release();
            return;
        }
        if (first == null && !inTurns) {
            switch (connection.sends().writeNow(this, part)) {
                case DONE -> {
                    connection.batcher().flushLater();
                    written(part.part, part.end, part.total);
                    return;
                }
                case MORE -> connection.sends().takeTurn(this);
                case WAITS -> {}
            }
            inTurns = true;
        }
        if (last == null) {
            first = part;
        } else {
            last.after = part;
        }
        last = part;
    }

    /** Whether the connection takes the part; if not, the stream is closed. Event loop. */
    boolean mayStart(Outgoing part) {
        return true;
    }

    /** What is sent next; null if there is nothing, or the stream is over. Event loop. */
    final @Nullable Outgoing first() {
        return first;
    }

    final void removeFirst() {
        Outgoing done = Objects.requireNonNull(first);
        first = done.after;
        if (first == null) {
            last = null;
        }
    }

    /** Bytes of a message are written. Event loop. */
    final void countSent(int bytes) {
        sentBytes += bytes;
    }

    @Override
    public final long sentBytes() {
        return sentBytes;
    }

    /** A part is wholly written. Event loop. */
    final void written(Outgoing.Part part, boolean end, int queued) {
        if (queued > 0) {
            addQueued(part, -queued);
            tellReady();
        }
        if (end && !over) {
            onLocalEnd(part);
        }
    }

    /** This side's end is written. Event loop. */
    abstract void onLocalEnd(Outgoing.Part part);

    private void addQueued(Outgoing.Part part, int bytes) {
        if (part == Outgoing.Part.OPEN) {
            connection.addBacklog(bytes);
        } else {
            QUEUED_BYTES.getAndAdd(this, bytes);
        }
    }

    @Override
    public final boolean isReady() {
        if (over) {
            return false;
        }
        if (hasRoom()) {
            return true;
        }
        readyWanted = true;
        if (hasRoom()) {
            return true;
        }
        connection.submit(new ReadyWatch(this));
        return false;
    }

    /** A call of a single request waits for the connection alone, any other for its own messages alone. */
    private boolean hasRoom() {
        return sendsOnce()
                ? !connection.isBacklogged()
                : queuedBytes < connection.settings().backlogHighBytes();
    }

    /** Tells the listener that it may send again, if it waits for that and there is room. Event loop. */
    final void tellReady() {
        boolean room = sendsOnce()
                ? !connection.isBacklogged()
                : queuedBytes <= connection.settings().backlogLowBytes();
        if (readyWanted && !over && room) {
            readyWanted = false;
            StreamListener hears = listener;
            if (hears != null) {
                try {
                    hears.onReady();
                } catch (RuntimeException | Error bug) {
                    connection.listenerFailed(this, bug);
                }
            }
        }
    }

    /** Whether its listener was told "not ready" and nothing since. */
    final boolean waitsToBeReady() {
        return readyWanted && !over;
    }

    @Override
    public final void cancel(Status status) {
        if (!over) {
            connection.submit(new Cancellation(this, status));
        }
    }

    /** Ends the stream because of what this side decides, and tells the peer. Event loop. */
    final void abort(Status status) {
        if (!over) {
            boolean neverSent = !isOnWire();
            if (!neverSent) {
                connection.writeReset(this, status);
            }
            terminate(status, Metadata.EMPTY, Origin.THIS_SIDE, neverSent);
        }
    }

    /** Ends the stream: frees everything and tells the listener. The first to come here wins. Event loop. */
    final void terminate(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        if (over) {
            return;
        }
        over = true;
        Outgoing part = first;
        first = null;
        last = null;
        for (; part != null; part = part.after) {
            addQueued(part.part, -part.total);
            connection.sends().refund(part);
            part.release();
        }
        dropReceived();
        connection.forget(this);
        close(status, trailers, origin, neverSent);
    }

    /** Tells the listener of the end. */
    void close(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        StreamListener hears = listener;
        if (hears != null) {
            try {
                hears.onClosed(status, trailers, origin, neverSent);
            } catch (RuntimeException | Error bug) {
                connection.listenerFailed(this, bug);
            }
        }
    }

    /** The peer has ended its messages, and on the client the stream, in good order. Event loop. */
    abstract void onPeerEnd();

    /** Whether the end of the peer's only message ends its side. */
    abstract boolean peerSendsOnce();

    /** The stream's id on the wire. Event loop. */
    abstract int id();

    /** Whether a frame of the stream was written, so that the peer knows its id. Event loop. */
    abstract boolean isOnWire();

    /** Whether all it ever sends is one message. */
    abstract boolean sendsOnce();

    /** Whether the peer may never be told anything: a one-way call. */
    abstract boolean isOneWay();

    /** How many bytes {@link #writeHead} writes. Event loop. */
    abstract int headSize(Outgoing.Part part, boolean end, boolean more, int total);

    /** Writes the body of a part's first frame up to the message's bytes. Event loop. */
    abstract FrameType writeHead(ByteBuf out, Outgoing.Part part, boolean end, boolean more, int total);

    /** A part's first frame is certain to go out. Event loop. */
    abstract void headWritten(Outgoing.Part part);

    /** Writes the frame of a part without a message. Event loop. */
    abstract void writeBare(Outgoing.Part part);

    /** Whether a part's last fragment can carry its end. Event loop. */
    abstract boolean endsOnFragment(Outgoing part);

    /** Ends a stream from another thread. */
    private static final class Cancellation extends QueuedWrite {
        private final LiveStream stream;
        private final Status status;

        Cancellation(LiveStream stream, Status status) {
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
        private final LiveStream stream;

        ReadyWatch(LiveStream stream) {
            this.stream = stream;
        }

        @Override
        protected void run() {
            stream.connection.watchReady(stream);
        }
    }
}
