package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.netty.grpc.wire.MessagePrefix;
import dev.tern.rpc.netty.grpc.wire.ResetCode;
import dev.tern.rpc.netty.io.ShrunkMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One call on a connection: what both sides have of it. A message is marshalled where it is sent, into a buffer with its
 * prefix; Netty's flow control has it wait for the peer's window.
 *
 * <p>Longer than most files here: sending, readiness and the one end of a stream share its fields, whose owners are only
 * plain when seen together.
 */
abstract class LiveStream extends ReceivingStream implements MessageSink {
    /** What a failure calls the limit on what is sent. */
    private static final String LIMIT = "maxMessageBytes";

    /**
     * The end of a longer message is flushed with what follows: flushed by themselves they leave no buffer in use at times, so
     * that Netty's pool gives its chunks back and takes them anew.
     */
    private static final int MAX_SHORT_BYTES = 8 * 1024;

    /** Parts given to the event loop by other threads; owned by whoever sends. */
    private int pushed;

    /** Parts of those that have arrived there. Event loop. */
    private int accepted;

    /** Whether messages are compressed, if there is something to do it with; owned by whoever sends. */
    private boolean compresses;

    /** The message that is being marshalled, with its prefix; owned by whoever sends. */
    private @Nullable ByteBuf marshalled;

    LiveStream(LiveConnection connection, boolean compresses) {
        super(connection);
        this.compresses = compresses;
    }

    @Override
    public void compressMessages(boolean on) {
        compresses = on;
    }

    /** What messages can be compressed with, or null. For the thread that sends. */
    abstract @Nullable Compressor compressor();

    /** Encodes a message and sends it. */
    final <T> void marshal(T message, Marshaller<T> marshaller, Outgoing.Part part, boolean end) {
        ByteBuf payload = encode(message, marshaller);
        addQueued(part == Outgoing.Part.OPEN, payload.readableBytes());
        push(part, payload, end);
    }

    private <T> ByteBuf encode(T message, Marshaller<T> marshaller) {
        Compressor with = compresses ? compressor() : null;
        if (with != null) {
            return compressed(ShrunkMessage.of(message, marshaller, with, limit(), LIMIT));
        }
        try {
            marshaller.write(message, this);
            ByteBuf payload = marshalled;
            if (payload == null) {
                throw new IllegalStateException(marshaller + " wrote nothing: it must ask for room once");
            }
            marshalled = null;
            return payload;
        } finally {
            if (marshalled != null) {
                marshalled.release();
                marshalled = null;
            }
        }
    }

    private ByteBuf compressed(ShrunkMessage.Outcome message) {
        int bytes = MessagePrefix.BYTES + message.bytes().remaining();
        ByteBuf buffer = connection.allocator().directBuffer(bytes, bytes);
        MessagePrefix.write(buffer, message.isCompressed(), message.bytes().remaining());
        return buffer.writeBytes(message.bytes());
    }

    private int limit() {
        return connection.settings().maxMessageBytes();
    }

    /** Room for the message that is being marshalled, behind its prefix. */
    @Override
    public final ByteBuffer allocate(int bytes) {
        if (marshalled != null) {
            throw new IllegalStateException("a marshaller must ask for room once");
        }
        if (bytes > limit()) {
            throw ShrunkMessage.tooLong(bytes, LIMIT, limit());
        }
        ByteBuf buffer = connection.allocator().directBuffer(MessagePrefix.BYTES + bytes, MessagePrefix.BYTES + bytes);
        MessagePrefix.write(buffer, false, bytes);
        ByteBuffer room = buffer.internalNioBuffer(MessagePrefix.BYTES, bytes);
        marshalled = buffer.writerIndex(MessagePrefix.BYTES + bytes);
        // A marshaller may have turned the order for a message before.
        return room.order(ByteOrder.BIG_ENDIAN);
    }

    /** Gives a part to the event loop, or if this is the event loop, sends it. */
    final void push(Outgoing.Part part, @Nullable ByteBuf payload, boolean end) {
        pushed++;
        if (connection.inEventLoop() && pushed == accepted + 1) {
            accept(part, payload, end);
        } else {
            connection.submit(new Outgoing(this, part, payload, end));
        }
    }

    /** A part has arrived on the event loop. */
    final void accept(Outgoing.Part part, @Nullable ByteBuf payload, boolean end) {
        accepted++;
        if (isOver()) {
            drop(part, payload);
        } else {
            boolean isShort = payload == null || payload.readableBytes() <= MAX_SHORT_BYTES;
            write(part, payload, end);
            connection.batcher().flushLater();
            if (end && isShort) {
                connection.batcher().flushIfDue();
            }
        }
    }

    /** Throws a part away that will never be sent. Event loop. */
    final void drop(Outgoing.Part part, @Nullable ByteBuf payload) {
        if (payload != null) {
            addQueued(part == Outgoing.Part.OPEN, -payload.readableBytes());
            payload.release();
        }
    }

    /** Writes a part, or has it wait for the stream to be opened. Event loop. */
    abstract void write(Outgoing.Part part, @Nullable ByteBuf payload, boolean end);

    /** Writes a block; what comes back is done, unless it has to wait behind messages. */
    final ChannelFuture writeHeaders(int id, Http2Headers headers, boolean end) {
        connection.callSent();
        return connection.encoder().writeHeaders(connection.ctx(), id, headers, 0, end, connection.batched());
    }

    /** Writes a part's message, or its end alone. */
    final void writeData(int id, Outgoing.Part part, @Nullable ByteBuf payload, boolean end) {
        connection.callSent();
        ByteBuf data = payload == null ? Unpooled.EMPTY_BUFFER : payload;
        int bytes = data.readableBytes();
        countSent(Math.max(0, bytes - MessagePrefix.BYTES));
        ChannelFuture frame = connection.encoder().writeData(connection.ctx(), id, data, 0, end, connection.batched());
        if (frame.isDone()) {
            written(part, bytes, frame.cause());
        } else {
            frame.addListener((ChannelFutureListener) done -> written(part, bytes, done.cause()));
        }
    }

    final ChannelPromise promise() {
        return connection.ctx().newPromise();
    }

    /** A part is in the batch, or never will be. Event loop. */
    void written(Outgoing.Part part, int bytes, @Nullable Throwable failure) {
        connection.callSent();
        if (bytes > 0) {
            addQueued(part == Outgoing.Part.OPEN, -bytes);
            tellReady();
        }
    }

    @Override
    public final void abort(Status status) {
        if (!isOver()) {
            Http2Stream opened = h2;
            if (opened != null) {
                tellPeer(opened, status);
                connection.batcher().flushLater();
            }
            terminate(status, Metadata.EMPTY, Origin.THIS_SIDE, opened == null);
        }
    }

    /** Tells the peer that this side gives the stream up. */
    abstract void tellPeer(Http2Stream opened, Status status);

    final void writeReset(Http2Stream opened, Status status) {
        connection.encoder().writeRstStream(connection.ctx(), opened.id(), ResetCode.codeFor(status), promise());
    }

    /** What waits for the stream to be opened, if anything does. */
    @Override
    protected void dropUnsent() {}

    @Override
    protected final void forget() {
        connection.forget(this);
    }

    @Override
    public final boolean isOnWire() {
        return h2 != null;
    }

    /** A header block has come after the one that began the stream on this side. */
    abstract void onHeaders(Http2Headers headers, boolean end);

    /**
     * DATA is going to be read.
     *
     * @throws dev.tern.rpc.netty.grpc.wire.WireException if it must not come yet
     */
    void onDataBegins() {}

    /** DATA that ends the peer's messages was read. */
    abstract void onDataEnd();

    /** The peer has reset the stream. */
    abstract void onReset(long code);

    /** The stream is closed in HTTP/2's sense, whatever for. */
    abstract void onH2Closed();
}
