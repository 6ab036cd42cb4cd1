package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.io.ShrunkMessage;
import dev.tern.rpc.netty.io.SpareBuffers;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call on a connection: what both sides have of it. A message sent on the event loop is marshalled straight into the
 * connection's batch if nothing is in its way; any other goes into a buffer of its own and waits its turn.
 *
 * <p>Longer than most files here: sending, readiness and the one end of a stream share its fields, whose owners are only
 * plain when seen together.
 */
abstract class LiveStream extends ReceivingStream implements MessageSink {
    /** What a failure calls the limit on what is sent. */
    private static final String LIMIT = "the peer's maxMessageBytes";

    /** The next in its bucket of the connection's table. Event loop. */
    @Nullable
    LiveStream nextInTable;

    /** The stream's credit; below 0 by at most one message. Event loop. */
    int sendCredit;

    /** Whether it waits for more of it. Event loop. */
    boolean waitsForCredit;

    /** Whether it is in the connection's turns, or waits for credit to be. Event loop. */
    boolean inTurns;

    /** What the message is compressed with whose frame is written now: as {@link Outgoing#compressor}. Event loop. */
    byte compressor = MessageFrame.PLAIN;

    /** What waits to be sent. Event loop. */
    private @Nullable Outgoing first;

    /** Event loop. */
    private @Nullable Outgoing last;

    /** Parts given to the event loop by other threads; owned by whoever sends. */
    private int pushed;

    /** Parts of those that have arrived there. Event loop. */
    private int accepted;

    /** The buffer of the message that is being marshalled, if it is not in place; owned by whoever sends. */
    private @Nullable ByteBuf marshalled;

    /** Whether messages are compressed, if there is something to do it with; owned by whoever sends. */
    private boolean compresses;

    LiveStream(LiveConnection connection, int sendCredit, boolean compresses) {
        super(connection);
        this.sendCredit = sendCredit;
        this.compresses = compresses;
    }

    @Override
    public final void compressMessages(boolean on) {
        compresses = on;
    }

    /** What messages can be compressed with, or null; the peer may not have it. For the thread that sends. */
    abstract @Nullable Compressor compressor();

    /** Encodes a message, and sends it or has it wait. */
    final <T> void marshal(T message, Marshaller<T> marshaller, boolean end) {
        Outgoing.Part part = partOfMessage(end);
        if (compresses) {
            Compressor with = compressor();
            int place = with == null ? MessageFrame.PLAIN : connection.placeAtPeer(with);
            if (with != null && place != MessageFrame.PLAIN) {
                compress(ShrunkMessage.of(message, marshaller, with, limit(), LIMIT), place, part, end);
                return;
            }
        }
        InPlaceMessage inPlace = connection.inEventLoop() && pushed == accepted && first == null
                ? connection.beginMarshalling(this, end)
                : null;
        int at = InPlaceMessage.NOWHERE;
        try {
            marshaller.write(message, this);
            at = inPlace == null ? InPlaceMessage.NOWHERE : inPlace.at;
            if (at == InPlaceMessage.NOWHERE && marshalled == null) {
                throw new IllegalStateException(marshaller + " wrote nothing: it must ask for room once");
            }
        } catch (RuntimeException | Error failed) {
            undo(inPlace);
            throw failed;
        } finally {
            if (inPlace != null) {
                inPlace.stream = null;
            }
        }
        if (inPlace != null && at != InPlaceMessage.NOWHERE) {
            connection.sends().endDirect(this, at, part, inPlace.bytes);
            written(part, end, 0);
            connection.batcher().flushIfDue();
        } else {
            ByteBuf payload = Objects.requireNonNull(marshalled);
            marshalled = null;
            push(part, payload, MessageFrame.PLAIN, end);
        }
    }

    private void compress(ShrunkMessage.Outcome message, int place, Outgoing.Part part, boolean end) {
        int bytes = message.bytes().remaining();
        ByteBuf payload = connection.allocator().directBuffer(Math.max(1, bytes), Math.max(1, bytes));
        payload.writeBytes(message.bytes());
        push(part, payload, message.isCompressed() ? place : MessageFrame.PLAIN, end);
    }

    private int limit() {
        return connection.peerLimits().maxMessageBytes();
    }

    /** The part that a message is sent in which this side ends with, or does not. */
    abstract Outgoing.Part partOfMessage(boolean end);

    private void undo(@Nullable InPlaceMessage inPlace) {
        if (inPlace != null && inPlace.at != InPlaceMessage.NOWHERE) {
            connection.sends().undoDirect(inPlace.at);
        }
        if (marshalled != null) {
            marshalled.release();
            marshalled = null;
        }
    }

    /** Room for the message that is being marshalled: in the batch if it can go at once, else in a buffer. */
    @Override
    public final ByteBuffer allocate(int bytes) {
        InPlaceMessage inPlace = connection.inEventLoop() ? connection.inPlaceOf(this) : null;
        if (marshalled != null || (inPlace != null && inPlace.at != InPlaceMessage.NOWHERE)) {
            throw new IllegalStateException("a marshaller must ask for room once");
        }
        if (bytes > limit()) {
            throw ShrunkMessage.tooLong(bytes, LIMIT, limit());
        }
        if (inPlace != null) {
            inPlace.at = connection.sends().beginDirect(this, partOfMessage(inPlace.end), inPlace.end, bytes);
            if (inPlace.at != InPlaceMessage.NOWHERE) {
                inPlace.bytes = bytes;
                return connection.sends().directRoom(bytes);
            }
        }
        ByteBuf buffer = bytes <= SpareBuffers.BYTES
                ? connection.spares().take(bytes)
                : connection.allocator().directBuffer(bytes, bytes);
        marshalled = buffer;
        ByteBuffer room = buffer.internalNioBuffer(0, bytes);
        buffer.writerIndex(bytes);
        return room.order(ByteOrder.BIG_ENDIAN);
    }

    /** Gives a part to the event loop, or if this is the event loop, sends it or has it wait. */
    final void push(Outgoing.Part part, @Nullable ByteBuf payload, int compressor, boolean end) {
        Outgoing outgoing = new Outgoing(this, part, payload, compressor, end);
        addQueued(part == Outgoing.Part.OPEN, outgoing.queued);
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
        if (isOver() || !mayStart(part)) {
            addQueued(part.part == Outgoing.Part.OPEN, -part.queued);
            part.release();
            return;
        }
        if (first == null && !inTurns) {
            switch (connection.sends().writeNow(this, part)) {
                case DONE -> {
                    connection.batcher().flushLater();
                    written(part.part, part.end, part.queued);
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

    /** A part is wholly written. Event loop. */
    final void written(Outgoing.Part part, boolean end, int queued) {
        if (queued > 0) {
            addQueued(part == Outgoing.Part.OPEN, -queued);
            tellReady();
        }
        if (end && !isOver()) {
            onLocalEnd(part);
        }
    }

    /** This side's end is written. Event loop. */
    abstract void onLocalEnd(Outgoing.Part part);

    @Override
    public final void abort(Status status) {
        if (!isOver()) {
            boolean neverSent = !isOnWire();
            if (!neverSent) {
                connection.writeReset(this, status);
            }
            terminate(status, Metadata.EMPTY, Origin.THIS_SIDE, neverSent);
        }
    }

    @Override
    protected final void dropUnsent() {
        Outgoing part = first;
        first = null;
        last = null;
        for (; part != null; part = part.after) {
            addQueued(part.part == Outgoing.Part.OPEN, -part.queued);
            connection.sends().refund(part);
            part.release();
        }
    }

    @Override
    protected final void forget() {
        connection.forget(this);
    }

    /** The peer has ended its messages, and on the client the stream, in good order. Event loop. */
    abstract void onPeerEnd();

    /** Whether the end of the peer's only message ends its side. */
    abstract boolean peerSendsOnce();

    /** The stream's id on the wire. Event loop. */
    abstract int id();

    /** Whether the peer may never be told anything: a one-way call. */
    abstract boolean isOneWay();

    /** What a message of so many bytes takes from the credit that the peer gives. */
    int sendCost(int bytes) {
        return Hello.cost(bytes);
    }

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
}
