package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.MessagePrefix;
import dev.tern.rpc.netty.grpc.wire.WireException;
import dev.tern.rpc.netty.io.CompressedMessage;
import dev.tern.rpc.netty.io.MessageAssembly;
import dev.tern.rpc.netty.io.PacedConnection;
import dev.tern.rpc.netty.io.PacedStream;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.netty.io.ReceivedMessage;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Stream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has come for one stream and how it reaches the listener: messages are cut out of DATA while there is demand, bytes
 * wait while there is none, and the peer's end comes after the last message. Event loop, but for what says otherwise.
 */
abstract class ReceivingStream extends PacedStream implements ReceivedMessage.Owner {
    /** Room for a long message before its bytes have come: a length alone must not cost memory. */
    private static final int FIRST_ASSEMBLY_BYTES = 32 * 1024;

    private static final VarHandle CONSUMED;

    static {
        try {
            CONSUMED = MethodHandles.lookup().findVarHandle(ReceivingStream.class, "consumedElsewhere", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final LiveConnection connection;

    /** The stream as Netty has it; on the client not there until it is opened. */
    @Nullable
    Http2Stream h2;

    /** Window its peer did not get back since too much waits for the application. Owned by {@link ReceiveFlow}. */
    int owed;

    /** Bytes that came without demand. */
    private @Nullable ByteBuf waiting;

    /** How much of a message's prefix is there, and it. */
    private int prefixBytes;

    private long prefix;

    /** The message that is being put together, if it was not there at once. */
    private @Nullable MessageAssembly assembly;

    /** Whether that is whole in one DATA frame, which comes in pieces: its bytes go back when it is consumed. */
    private boolean inOneFrame;

    /** Whether all of its memory was taken before its bytes have come. */
    private boolean reserved;

    /** What compressed messages are read with; null if the peer has named nothing. */
    private @Nullable Compressor decompressor;

    /** Bytes of messages that other threads consumed, not given back yet. Any thread, added to atomically. */
    @SuppressWarnings("UnusedVariable") // through CONSUMED
    private volatile int consumedElsewhere;

    /** Bytes of the DATA at hand that can go back at once. */
    private int returnable;

    /** Whether DATA is at hand. */
    private boolean reading;

    /** Whether the peer's last frame has come, or is at hand. */
    private boolean lastCame;

    /** Whether the peer's end has come. Written by the event loop. */
    private volatile boolean remoteEnded;

    /** Whether the end is still to be delivered, after the messages that wait. */
    private boolean endHeld;

    ReceivingStream(LiveConnection connection) {
        this.connection = connection;
    }

    @Override
    protected final PacedConnection connection() {
        return connection;
    }

    /** Names what compressed messages are read with. */
    final void decompressor(@Nullable Compressor named) {
        decompressor = named;
    }

    final boolean hasRemoteEnded() {
        return remoteEnded;
    }

    /** The frame that is going to be read is the peer's last. */
    final void lastComes() {
        lastCame = true;
    }

    /** Whether the peer may send more, which it need not any longer when this side is done. */
    final boolean peerMaySend(Http2Stream opened) {
        return !lastCame && opened.state().remoteSideOpen();
    }

    /**
     * DATA has come.
     *
     * @return how many of its bytes can go back to the peer at once
     * @throws dev.tern.rpc.netty.grpc.wire.WireException if the stream can't go on
     */
    final int onData(ByteBuf data) {
        if (isOver() || !takesMessages()) {
            return data.readableBytes();
        }
        reading = true;
        returnable = 0;
        try {
            if (waiting == null) {
                read(data);
            }
            if (data.isReadable() && !isOver()) {
                keep(data);
            }
            return isOver() ? returnable + data.readableBytes() : returnable;
        } finally {
            reading = false;
        }
    }

    /** Has bytes wait for demand. At most what the stream's window lets come. */
    private void keep(ByteBuf data) {
        if (!mayHaveMore()) {
            throw WireException.of(
                    StatusCode.INTERNAL, "the peer sent a second message to a call of a kind that has one");
        }
        ByteBuf held = waiting;
        if (held == null || isShared(held)) {
            ByteBuf rest = connection.allocator().buffer(remaining(held) + data.readableBytes());
            if (held != null) {
                rest.writeBytes(held);
                held.release();
            }
            held = rest;
            waiting = held;
            holds(true);
        }
        connection.received().stall(data.readableBytes());
        held.writeBytes(data);
        deliverHeld();
    }

    /** Whether anyone wants to hear of messages; else they are passed over. */
    boolean takesMessages() {
        return true;
    }

    /** Whether another thread reads a message in it, so that its bytes must stay where they are. */
    private static boolean isShared(ByteBuf buffer) {
        return buffer.refCnt() > 1;
    }

    private static int remaining(@Nullable ByteBuf buffer) {
        return buffer == null ? 0 : buffer.readableBytes();
    }

    /** Whether the peer may send another message. */
    abstract boolean mayHaveMore();

    /** Cuts messages out of bytes while there is demand. */
    private void read(ByteBuf in) {
        while (!isOver() && in.isReadable() && (isInsideMessage() || hasDemand())) {
            if (prefixBytes < MessagePrefix.BYTES) {
                prefix = prefix << Byte.SIZE | in.readUnsignedByte();
                prefixBytes++;
                returnable++;
                if (prefixBytes < MessagePrefix.BYTES) {
                    continue;
                }
            }
            boolean compressed = MessagePrefix.isCompressed((int) (prefix >>> Integer.SIZE) & 0xff);
            if (compressed && decompressor == null) {
                throw WireException.of(
                        StatusCode.INTERNAL, "compressed message, but grpc-encoding names no compression");
            }
            int length = MessagePrefix.requireLength(
                    prefix & 0xffff_ffffL, connection.settings().maxMessageBytes());
            if (assembly == null && in.readableBytes() >= length) {
                whole(in, length, compressed);
            } else {
                part(in, length, compressed);
            }
        }
    }

    private boolean isInsideMessage() {
        return prefixBytes > 0;
    }

    private void whole(ByteBuf in, int length, boolean compressed) {
        prefixBytes = 0;
        prefix = 0;
        int end = in.readerIndex() + length;
        int last = in.writerIndex();
        in.writerIndex(end);
        countReceived(length);
        ReceivedMessage message = compressed
                ? CompressedMessage.borrowed(this, in, false, Objects.requireNonNull(decompressor), limit())
                : ReceivedMessage.borrowed(this, in, false);
        hand(message);
        if (lastCame && end == last && waiting == null) {
            onLastHanded();
        }
        message.own();
        in.setIndex(end, last);
    }

    /** The listener has the message that the peer's last frame ends with, and has it where it was read. */
    void onLastHanded() {}

    private void part(ByteBuf in, int length, boolean compressed) {
        MessageAssembly begun = assembly;
        if (begun == null) {
            inOneFrame = in.readableBytes() + connection.stillToCome(this) >= length;
        }
        int bytes = Math.min(in.readableBytes(), length - (begun == null ? 0 : begun.filled()));
        MessageAssembly message = room(begun, bytes, length);
        message.add(in, bytes);
        countReceived(bytes);
        if (!inOneFrame) {
            returnable += connection.received().assemble(this, bytes);
        }
        if (message.isWhole()) {
            assembly = null;
            prefixBytes = 0;
            prefix = 0;
            unreserve(length);
            if (!inOneFrame) {
                connection.received().assembledWhole(length);
            }
            ReceivedMessage.Owner owner = inOneFrame ? this : connection.received();
            hand(
                    compressed
                            ? CompressedMessage.owned(owner, message, Objects.requireNonNull(decompressor), limit())
                            : ReceivedMessage.owned(owner, message));
        }
    }

    /** Room for more of a long message: for all of it, or what grows. */
    private MessageAssembly room(@Nullable MessageAssembly begun, int more, int length) {
        if (!inOneFrame && !reserved) {
            reserved = connection.received().reserve(length);
        }
        boolean all = inOneFrame || reserved;
        if (begun == null) {
            int first = all ? length : Math.min(length, Math.max(more, FIRST_ASSEMBLY_BYTES));
            MessageAssembly message = new MessageAssembly(length, first);
            assembly = message;
            return message;
        }
        if (all) {
            begun.makeRoomForAll();
        }
        return begun;
    }

    private void unreserve(int length) {
        if (reserved) {
            reserved = false;
            connection.received().unreserve(length);
        }
    }

    private int limit() {
        return connection.settings().maxMessageBytes();
    }

    @Override
    protected final void deliverMore() {
        connection.guarded(this, this::deliverHeld);
    }

    /** The peer's messages end. */
    final void remoteEnd() {
        if (!remoteEnded && !isOver()) {
            remoteEnded = true;
            endHeld = true;
            holds(true);
            deliverHeld();
        }
    }

    private void deliverHeld() {
        ByteBuf held = waiting;
        if (held != null && !isOver()) {
            boolean inside = reading;
            int before = held.readableBytes();
            reading = true;
            returnable = inside ? returnable : 0;
            try {
                read(held);
            } finally {
                reading = inside;
                connection.received().stall(held.readableBytes() - before);
            }
            if (!inside) {
                connection.received().giveBack(this, returnable);
            }
            if (isOver() || !held.isReadable()) {
                connection.received().stall(-held.readableBytes());
                // If the stream ended meanwhile, the windows are given back as it closes.
                held.release();
                waiting = null;
                holds(endHeld);
            } else if (!isShared(held)) {
                held.discardSomeReadBytes();
            }
        }
        if (endHeld && waiting == null && !isOver()) {
            endHeld = false;
            if (isInsideMessage() && !mayEndInsideMessage()) {
                throw WireException.of(StatusCode.INTERNAL, "the peer's messages end inside one: " + describeCut());
            }
            onRemoteEnd();
        }
    }

    /** Whether the peer may end inside a message: if it has failed, that says more than the cut it made. */
    boolean mayEndInsideMessage() {
        return false;
    }

    private String describeCut() {
        return assembly == null
                ? prefixBytes + " bytes of its prefix have come"
                : assembly.filled() + " of its " + (prefix & 0xffff_ffffL) + " bytes have come";
    }

    /** The peer's end is next: on the server a half-close, on the client the end of the stream. */
    abstract void onRemoteEnd();

    /** Whether all has come and only the listener's demand is missing. */
    final boolean lingers() {
        return remoteEnded && endHeld && !isOver();
    }

    /** The application has consumed a short message; any thread. */
    @Override
    public final void consumed(int bytes) {
        if (connection.inEventLoop()) {
            if (reading) {
                returnable += bytes;
            } else {
                connection.received().giveBack(this, bytes);
            }
            return;
        }
        int sum = (int) CONSUMED.getAndAdd(this, bytes) + bytes;
        int threshold = connection.received().streamThreshold();
        if (!remoteEnded && sum >= threshold && sum - bytes < threshold) {
            connection.submit(new Refill(this));
        } else {
            connection.received().consumedElsewhere(bytes);
        }
    }

    /** What other threads consumed and was not given back; the caller gives it back. */
    final int takeConsumed() {
        return (int) CONSUMED.getAndSet(this, 0);
    }

    @Override
    public final boolean inEventLoop() {
        return connection.inEventLoop();
    }

    /** Its window is given back. */
    @Override
    protected final void dropReceived() {
        if (assembly != null) {
            int bytes = assembly.filled();
            unreserve(assembly.length());
            assembly = null;
            if (inOneFrame) {
                connection.received().giveBack(this, bytes);
            } else {
                connection.received().abandon(bytes);
            }
        }
        if (waiting != null && !reading) {
            int bytes = waiting.readableBytes();
            connection.received().stall(-bytes);
            waiting.release();
            waiting = null;
            holds(false);
            connection.received().giveBack(this, bytes);
        }
    }

    /** Gives back what other threads consumed of a stream. */
    private static final class Refill extends QueuedWrite {
        private final ReceivingStream stream;

        Refill(ReceivingStream stream) {
            this.stream = stream;
        }

        @Override
        protected void run() {
            stream.connection.received().giveBack(stream, stream.takeConsumed());
        }
    }
}
