package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.io.WriteBatcher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;

/**
 * Writes the frames that calls are made of into the batch, where Netty's own writer would make a buffer or two and a promise for
 * each of them and of their headers. The promise of such a frame is done when it is in the batch, or at the end of the
 * {@linkplain QueueRounds round} if it comes out of the queue: the flush that follows closes the connection if it fails. All
 * other frames are Netty's to write, behind the batch, and their promises say what became of them. Event loop only.
 *
 * <pre>
 *  | length (u24) | type (u8) | flags (u8) | stream id (u32) | payload |      RFC 9113, section 4.1
 * </pre>
 */
final class BatchedFrames extends DecoratingHttp2FrameWriter {
    private static final int HEAD_BYTES = Http2CodecUtil.FRAME_HEADER_LENGTH;

    /** Up to this size a copy into the batch is cheaper than a buffer of its own in the socket's write. */
    private static final int MAX_COPY_BYTES = 8 * 1024;

    /** Room for most blocks; the batch grows if it is too little. */
    private static final int BLOCK_BYTES = 1_024;

    private final Http2HeadersEncoder fields;
    private final int ownMaxFrameBytes;

    @SuppressWarnings("NullAway.Init") // set as the handler is added, before anything is written
    private WriteBatcher batcher;

    /** Whether there may be something in the batch. */
    private boolean batched;

    /** Whether a {@linkplain QueueRounds round} of Netty's queue is under way. */
    private boolean inRound;

    /** Promises of frames that were written in it. */
    private final ArrayDeque<ChannelPromise> written = new ArrayDeque<>();

    private BatchedFrames(Http2HeadersEncoder fields, int ownMaxFrameBytes) {
        super(new DefaultHttp2FrameWriter(fields));
        this.fields = fields;
        this.ownMaxFrameBytes = ownMaxFrameBytes;
    }

    /**
     * A writer that compresses fields with an encoder, which it closes in the end.
     *
     * @param ownMaxFrameBytes the longest frame of a call, if the peer takes it: others wait for one at most
     */
    static BatchedFrames of(Http2HeadersEncoder fields, int ownMaxFrameBytes) {
        return new BatchedFrames(fields, ownMaxFrameBytes);
    }

    /** Says what batch to write to. */
    void writeTo(WriteBatcher batcher) {
        this.batcher = batcher;
    }

    /** A round begins: promises are kept until its end. */
    void roundBegins() {
        inRound = true;
    }

    /**
     * It has ended: those who wait for its frames hear of them now, and may send more.
     *
     * @return whether anybody did
     */
    boolean roundEnds() {
        inRound = false;
        boolean told = !written.isEmpty();
        for (ChannelPromise promise = written.poll(); promise != null; promise = written.poll()) {
            promise.trySuccess();
        }
        return told;
    }

    @Override
    public ChannelFuture writeData(
            ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end, ChannelPromise promise) {
        if (isGone(ctx)) {
            data.release();
            return gone(ctx, promise);
        }
        if (padding > 0) {
            letBatchGo(ctx);
            return super.writeData(ctx, id, data, padding, end, promise);
        }
        int max = maxFrameBytes();
        while (data.readableBytes() > max) {
            writeDataFrame(id, data.readRetainedSlice(max), 0);
        }
        writeDataFrame(id, data, end ? Http2Flags.END_STREAM : 0);
        return done(promise);
    }

    private void writeDataFrame(int id, ByteBuf data, int flags) {
        int bytes = data.readableBytes();
        boolean copied = bytes <= MAX_COPY_BYTES;
        ByteBuf out = batch(HEAD_BYTES + (copied ? bytes : 0));
        writeHead(out, bytes, Http2FrameTypes.DATA, flags, id);
        if (copied) {
            out.writeBytes(data);
            data.release();
        } else {
            batcher.writeAsIs(data);
        }
    }

    @Override
    public ChannelFuture writeHeaders(
            ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end, ChannelPromise promise) {
        if (isGone(ctx)) {
            return gone(ctx, promise);
        }
        ByteBuf out = batch(HEAD_BYTES + BLOCK_BYTES);
        int at = out.writerIndex();
        boolean written = false;
        try {
            out.writeZero(HEAD_BYTES);
            fields.encodeHeaders(id, headers, out);
            written = true;
        } catch (Http2Exception refused) {
            promise.tryFailure(refused);
            return ctx.newFailedFuture(refused);
        } finally {
            if (!written) {
                out.writerIndex(at);
            }
        }
        int flags = end ? Http2Flags.END_STREAM : 0;
        int bytes = out.writerIndex() - at - HEAD_BYTES;
        if (bytes <= maxFrameBytes()) {
            setHead(out, at, bytes, Http2FrameTypes.HEADERS, flags | Http2Flags.END_HEADERS, id);
        } else {
            writeInParts(ctx, id, out, at, flags);
        }
        return done(promise);
    }

    /** A block that is too long for one frame: RFC 9113, section 6.10. */
    private void writeInParts(ChannelHandlerContext ctx, int id, ByteBuf out, int at, int firstFlags) {
        int blockAt = at + HEAD_BYTES;
        ByteBuf block = ctx.alloc().buffer(out.writerIndex() - blockAt);
        try {
            block.writeBytes(out, blockAt, out.writerIndex() - blockAt);
            out.writerIndex(at);
            byte type = Http2FrameTypes.HEADERS;
            int flags = firstFlags;
            while (block.isReadable()) {
                int bytes = Math.min(block.readableBytes(), maxFrameBytes());
                boolean last = bytes == block.readableBytes();
                writeHead(out, bytes, type, last ? flags | Http2Flags.END_HEADERS : flags, id);
                out.writeBytes(block, bytes);
                type = Http2FrameTypes.CONTINUATION;
                flags = 0;
            }
        } finally {
            block.release();
        }
    }

    @Override
    public ChannelFuture writeWindowUpdate(ChannelHandlerContext ctx, int id, int increment, ChannelPromise promise) {
        if (isGone(ctx)) {
            return gone(ctx, promise);
        }
        ByteBuf out = batch(HEAD_BYTES + Integer.BYTES);
        writeHead(out, Integer.BYTES, Http2FrameTypes.WINDOW_UPDATE, 0, id);
        out.writeInt(increment);
        // Of a stream that is closed by a flush, say: Netty would flush the channel, but that does not know of the
        // batch.
        batcher.flushLater();
        return done(promise);
    }

    @Override
    public ChannelFuture writeRstStream(ChannelHandlerContext ctx, int id, long code, ChannelPromise promise) {
        letBatchGo(ctx);
        return super.writeRstStream(ctx, id, code, promise);
    }

    @Override
    public ChannelFuture writeSettings(ChannelHandlerContext ctx, Http2Settings settings, ChannelPromise promise) {
        letBatchGo(ctx);
        return super.writeSettings(ctx, settings, promise);
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
        letBatchGo(ctx);
        return super.writeSettingsAck(ctx, promise);
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext ctx, boolean ack, long opaque, ChannelPromise promise) {
        letBatchGo(ctx);
        return super.writePing(ctx, ack, opaque, promise);
    }

    @Override
    public ChannelFuture writeGoAway(
            ChannelHandlerContext ctx, int last, long code, ByteBuf text, ChannelPromise promise) {
        letBatchGo(ctx);
        return super.writeGoAway(ctx, last, code, text, promise);
    }

    // Frames of other types are written by nobody here.

    /** The longest frame of a call: what the peer takes, and this side finds fair. */
    int maxFrameBytes() {
        return Math.min(ownMaxFrameBytes, configuration().frameSizePolicy().maxFrameSize());
    }

    /** Whether nobody would take the batch any more, nor free it. */
    private static boolean isGone(ChannelHandlerContext ctx) {
        return !ctx.channel().isActive();
    }

    /** As the channel itself would fail it. */
    private static ChannelFuture gone(ChannelHandlerContext ctx, ChannelPromise promise) {
        Throwable why = new ClosedChannelException();
        promise.tryFailure(why);
        return ctx.newFailedFuture(why);
    }

    private ByteBuf batch(int bytes) {
        batched = true;
        return batcher.batch(bytes);
    }

    /** What is written to the channel itself must come behind the batch. */
    private void letBatchGo(ChannelHandlerContext ctx) {
        if (batched && !isGone(ctx)) {
            batcher.writeAsIs(Unpooled.EMPTY_BUFFER);
        }
        batched = false;
    }

    private ChannelFuture done(ChannelPromise promise) {
        if (inRound && !promise.isDone()) {
            written.add(promise);
        } else {
            promise.trySuccess();
        }
        return promise;
    }

    private static void writeHead(ByteBuf out, int length, byte type, int flags, int id) {
        setHead(out.writeZero(HEAD_BYTES), out.writerIndex() - HEAD_BYTES, length, type, flags, id);
    }

    private static void setHead(ByteBuf out, int at, int length, byte type, int flags, int id) {
        out.setLong(at, (long) length << 40 | (type & 0xffL) << 32 | (flags & 0xffL) << 24 | id >>> 8);
        out.setByte(at + Long.BYTES, id);
    }
}
