package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.MessagePrefix;
import dev.tern.rpc.netty.grpc.wire.WireException;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.netty.io.ReceivedMessage;
import dev.tern.rpc.transport.StreamListener;
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
abstract class ReceivingStream implements ReceivedMessage.Owner {
    /** Room for a long message before its bytes have come: a length alone must not cost memory. */
    private static final int FIRST_ASSEMBLY_BYTES = 32 * 1024;

    private static final VarHandle REQUESTED;
    private static final VarHandle CONSUMED;

    static {
        try {
            REQUESTED = MethodHandles.lookup().findVarHandle(ReceivingStream.class, "requested", long.class);
            CONSUMED = MethodHandles.lookup().findVarHandle(ReceivingStream.class, "consumedElsewhere", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final LiveConnection connection;

    /** Who hears of the stream; on the server not there until the acceptor has answered. */
    @Nullable
    StreamListener listener;

    /** The stream as Netty has it; on the client not there until it is opened. */
    @Nullable
    Http2Stream h2;

    /** Window its peer did not get back since too much waits for the application. Owned by {@link ReceiveFlow}. */
    int owed;

    /** Whether the listener has heard its last event, or is about to. Written by the event loop, read by any thread. */
    volatile boolean over;

    /** All demand so far; the first message needs no asking. Any thread, added to atomically; a long never overflows. */
    private volatile long requested = 1;

    /** Messages handed over. */
    private long delivered;

    /** Bytes of messages that were read, prefixes aside. Written by the event loop. */
    private long receivedBytes;

    /** Bytes that came without demand. */
    private @Nullable ByteBuf waiting;

    /** Whether there are any, or an end that waits for them. Written by the event loop, read by who adds to the demand. */
    private volatile boolean holds;

    /** How much of a message's prefix is there, and it. */
    private int prefixBytes;

    private long prefix;

    /** The message that is being put together, if it was not whole in one DATA frame. */
    private @Nullable ByteBuf assembly;

    /** What compressed messages are read with; null if the peer has named nothing. */
    private @Nullable Compressor decompressor;

    /** Bytes of messages that other threads consumed, not given back yet. Any thread, added to atomically. */
    @SuppressWarnings("UnusedVariable") // through CONSUMED
    private volatile int consumedElsewhere;

    /** Bytes of the DATA at hand that can go back at once. */
    private int returnable;

    /** Whether DATA is at hand. */
    private boolean reading;

    /** Whether the peer's end has come. Written by the event loop. */
    private volatile boolean remoteEnded;

    /** Whether the end is still to be delivered, after the messages that wait. */
    private boolean endHeld;

    ReceivingStream(LiveConnection connection) {
        this.connection = connection;
    }

    /** Asks for more messages; any thread. */
    public final void request(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("request of " + messages + " messages; it must be 1 or more");
        }
        REQUESTED.getAndAdd(this, (long) messages);
        if (holds && !over) {
            connection.submit(new HeldDelivery(this));
        }
    }

    /** Names what compressed messages are read with. */
    final void decompressor(@Nullable Compressor named) {
        decompressor = named;
    }

    /** Bytes of messages that were read; exact on the event loop, and after the last event. */
    public final long receivedBytes() {
        return receivedBytes;
    }

    final boolean hasDelivered() {
        return delivered > 0;
    }

    final boolean hasRemoteEnded() {
        return remoteEnded;
    }

    /**
     * DATA has come.
     *
     * @return how many of its bytes can go back to the peer at once
     * @throws dev.tern.rpc.netty.grpc.wire.WireException if the stream can't go on
     */
    final int onData(ByteBuf data) {
        if (over || !takesMessages()) {
            return data.readableBytes();
        }
        reading = true;
        returnable = 0;
        try {
            if (waiting == null) {
                read(data);
            }
            if (data.isReadable() && !over) {
                keep(data);
            }
            return over ? returnable + data.readableBytes() : returnable;
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
            holds = true;
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
        while (!over && in.isReadable() && (isInsideMessage() || delivered < requested)) {
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
        receivedBytes += length;
        ReceivedMessage message = compressed
                ? new CompressedMessage(this, in, false, Objects.requireNonNull(decompressor), limit())
                : ReceivedMessage.borrowed(this, in, false);
        hand(message);
        message.own();
        in.setIndex(end, last);
    }

    private void part(ByteBuf in, int length, boolean compressed) {
        ByteBuf message = assembly;
        if (message == null) {
            message = connection.allocator().directBuffer(Math.min(length, FIRST_ASSEMBLY_BYTES), length);
            assembly = message;
        }
        int bytes = Math.min(in.readableBytes(), length - message.writerIndex());
        message.writeBytes(in, bytes);
        receivedBytes += bytes;
        returnable += connection.received().assemble(this, bytes);
        if (message.writerIndex() == length) {
            assembly = null;
            prefixBytes = 0;
            prefix = 0;
            connection.received().assembledWhole(length);
            hand(
                    compressed
                            ? new CompressedMessage(
                                    connection.received(), message, true, Objects.requireNonNull(decompressor), limit())
                            : ReceivedMessage.owned(connection.received(), message));
        }
    }

    private int limit() {
        return connection.settings().maxMessageBytes();
    }

    private void hand(ReceivedMessage message) {
        delivered++;
        try {
            // The listener is there: messages come only after the acceptor has answered.
            Objects.requireNonNull(listener).onMessage(message);
        } catch (RuntimeException | Error bug) {
            message.discard();
            connection.listenerFailed(this, bug);
        }
    }

    /** The peer's messages end. */
    final void remoteEnd() {
        if (!remoteEnded && !over) {
            remoteEnded = true;
            endHeld = true;
            holds = true;
            deliverHeld();
        }
    }

    private void deliverHeld() {
        ByteBuf held = waiting;
        if (held != null && !over) {
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
            if (over || !held.isReadable()) {
                connection.received().stall(-held.readableBytes());
                // If the stream ended meanwhile, the windows are given back as it closes.
                held.release();
                waiting = null;
                holds = endHeld;
            } else if (!isShared(held)) {
                held.discardSomeReadBytes();
            }
        }
        if (endHeld && waiting == null && !over) {
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
                : assembly.writerIndex() + " of its " + (prefix & 0xffff_ffffL) + " bytes have come";
    }

    /** The peer's end is next: on the server a half-close, on the client the end of the stream. */
    abstract void onRemoteEnd();

    /** Whether all has come and only the listener's demand is missing. */
    final boolean lingers() {
        return remoteEnded && endHeld && !over;
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

    /** Throws away what has come and is not delivered; its window is given back. */
    final void dropReceived() {
        if (assembly != null) {
            int bytes = assembly.writerIndex();
            assembly.release();
            assembly = null;
            connection.received().abandon(bytes);
        }
        if (waiting != null && !reading) {
            int bytes = waiting.readableBytes();
            connection.received().stall(-bytes);
            waiting.release();
            waiting = null;
            holds = false;
            connection.received().giveBack(this, bytes);
        }
    }

    /** Hands over what waits after there is more demand. */
    private static final class HeldDelivery extends QueuedWrite {
        private final ReceivingStream stream;

        HeldDelivery(ReceivingStream stream) {
            this.stream = stream;
        }

        @Override
        protected void run() {
            stream.connection.guarded(stream, stream::deliverHeld);
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
