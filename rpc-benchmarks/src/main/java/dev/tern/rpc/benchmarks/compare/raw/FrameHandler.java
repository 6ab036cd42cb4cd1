package dev.tern.rpc.benchmarks.compare.raw;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes frames; what is written while a read goes on leaves in one piece at its end. All of it on the event loop.
 *
 * <pre>
 *  0       4      5           9
 *  | length | kind | call      | message …
 *  |   4    |  1   |   4       | length - 5
 * </pre>
 */
@SuppressWarnings("FutureReturnValueIgnored") // writes that nobody waits for fail with their connection
abstract class FrameHandler extends ChannelInboundHandlerAdapter {
    private static final int LENGTH_BYTES = 4;
    private static final int REST_OF_HEADER_BYTES = 5;
    private static final int HEADER_BYTES = LENGTH_BYTES + REST_OF_HEADER_BYTES;

    /** Far above what is sent: a wrong length must not take all memory. */
    private static final int MAX_FRAME_BYTES = 1 << 24;

    /** Enough for the frames of most reads; the largest that Netty keeps for the thread to have again. */
    private static final int FIRST_BUFFER_BYTES = 32 * 1_024;

    private static final PooledByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    /** The beginning of a frame whose rest has not come yet. */
    private @Nullable ByteBuf partial;

    /** How long {@link #partial} is to become: to the end of the frame, or of its length if that is not known. */
    private int wanted;

    /** What is to be written. */
    private @Nullable ByteBuf out;

    private boolean reading;

    /** A frame came; its message is read from where {@code in} stands and is so long. */
    abstract void frame(ChannelHandlerContext context, FrameKind kind, int call, ByteBuf in, int length)
            throws IOException;

    @Override
    public final void channelRead(ChannelHandlerContext context, Object read) throws IOException {
        ByteBuf in = (ByteBuf) read;
        reading = true;
        try {
            while (in.isReadable()) {
                if (partial != null || !takeWhole(context, in)) {
                    takePart(context, in);
                }
            }
        } finally {
            in.release();
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        flush(context);
    }

    /** Whether a read goes on, at whose end all is flushed. */
    final boolean isReading() {
        return reading;
    }

    /** Takes a frame that is there as a whole; false if it isn't. */
    private boolean takeWhole(ChannelHandlerContext context, ByteBuf in) throws IOException {
        if (in.readableBytes() < LENGTH_BYTES) {
            return false;
        }
        int length = length(in);
        if (in.readableBytes() < LENGTH_BYTES + length) {
            return false;
        }
        in.skipBytes(LENGTH_BYTES);
        dispatch(context, in, length);
        return true;
    }

    /** Puts what has come to the frame it is part of. Each byte is copied once. */
    private void takePart(ChannelHandlerContext context, ByteBuf in) throws IOException {
        ByteBuf part = partial;
        if (part == null) {
            boolean known = in.readableBytes() >= LENGTH_BYTES;
            wanted = known ? LENGTH_BYTES + length(in) : LENGTH_BYTES;
            part = ALLOCATOR.directBuffer(wanted);
            partial = part;
        }
        part.writeBytes(in, Math.min(in.readableBytes(), wanted - part.readableBytes()));
        if (part.readableBytes() == LENGTH_BYTES && wanted == LENGTH_BYTES) {
            wanted = LENGTH_BYTES + length(part);
            part.ensureWritable(wanted - LENGTH_BYTES);
        } else if (part.readableBytes() == wanted) {
            partial = null;
            try {
                part.skipBytes(LENGTH_BYTES);
                dispatch(context, part, wanted - LENGTH_BYTES);
            } finally {
                part.release();
            }
        }
    }

    private static int length(ByteBuf in) throws IOException {
        int length = in.getInt(in.readerIndex());
        if (length < REST_OF_HEADER_BYTES || length > MAX_FRAME_BYTES) {
            throw new IOException("frame of " + length + " bytes");
        }
        return length;
    }

    private void dispatch(ChannelHandlerContext context, ByteBuf in, int length) throws IOException {
        FrameKind kind = FrameKind.of(in.readByte());
        int call = in.readInt();
        int end = in.readerIndex() + length - REST_OF_HEADER_BYTES;
        frame(context, kind, call, in, length - REST_OF_HEADER_BYTES);
        in.readerIndex(end);
    }

    /** Adds a frame to what leaves with the next flush. */
    final void write(FrameKind kind, int call, MessageLite message) throws IOException {
        int size = message.getSerializedSize();
        ByteBuf buffer = room(HEADER_BYTES + size);
        buffer.writeInt(REST_OF_HEADER_BYTES + size).writeByte(kind.code).writeInt(call);
        CodedOutputStream coded = CodedOutputStream.newInstance(buffer.internalNioBuffer(buffer.writerIndex(), size));
        message.writeTo(coded);
        coded.flush();
        buffer.writerIndex(buffer.writerIndex() + size);
    }

    /** Adds a frame without a message. */
    final void write(FrameKind kind, int call) {
        room(HEADER_BYTES).writeInt(REST_OF_HEADER_BYTES).writeByte(kind.code).writeInt(call);
    }

    private ByteBuf room(int bytes) {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = ALLOCATOR.directBuffer(Math.max(FIRST_BUFFER_BYTES, bytes));
            out = buffer;
        }
        return buffer.ensureWritable(bytes);
    }

    /** How much leaves with the next flush. */
    final int pendingBytes() {
        return out == null ? 0 : out.readableBytes();
    }

    /** Sends all that was written; says when it is with the socket. */
    @Nullable
    ChannelFuture flush(ChannelHandlerContext context) {
        ByteBuf buffer = out;
        if (buffer == null) {
            return null;
        }
        out = null;
        return context.writeAndFlush(buffer);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        cause.printStackTrace();
        context.close();
    }

    @Override
    public final void handlerRemoved(ChannelHandlerContext context) {
        if (partial != null) {
            partial.release();
            partial = null;
        }
        if (out != null) {
            out.release();
            out = null;
        }
    }
}
