package dev.tern.rpc.netty.framed;

import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.HelloFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts what is read from a socket into the preface and frames. A frame that is whole in one read is handed over in
 * place; only a frame that is cut is put together in a buffer of its own, of exactly its size. Event loop only.
 */
final class FrameDecoder {
    /** Hears of frames. */
    interface Frames {
        /** The first 8 bytes. */
        void onPreface(long preface);

        /**
         * A frame.
         *
         * @param body its readable bytes are the body; valid until this method returns
         */
        void onFrame(long header, ByteBuf body);
    }

    private final Frames frames;

    /** The largest body: a HELLO's until {@link #limit} says otherwise. */
    private int maxFrameBytes = HelloFrame.MAX_LENGTH;

    private boolean prefaceSeen;

    /** The bytes of the preface or header so far, the last one lowest. */
    private long header;

    /** How many bytes of it there are. */
    private int headerBytes;

    /** The body of a frame that is cut; its header is complete. */
    private @Nullable ByteBuf body;

    /** Whether no more frames are wanted; a frame may be what brings that about, and others may follow it in the same read. */
    private boolean closed;

    FrameDecoder(Frames frames) {
        this.frames = frames;
    }

    /** Sets the largest body from the next frame on. */
    void limit(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Decodes all bytes of a read, and keeps what is cut.
     *
     * @throws dev.tern.rpc.netty.framed.wire.WireException if a frame is over the limit, or what the listener throws
     */
    void decode(ByteBuf in, ByteBufAllocator allocator) {
        while (in.isReadable() && !closed) {
            if (body != null) {
                fill(in);
            } else if (headerBytes == 0 && prefaceSeen && in.readableBytes() >= FrameHeader.BYTES) {
                header = in.readLong();
                decodeBody(in, allocator);
            } else {
                header = header << Byte.SIZE | in.readUnsignedByte();
                headerBytes++;
                if (headerBytes == FrameHeader.BYTES) {
                    headerBytes = 0;
                    if (prefaceSeen) {
                        decodeBody(in, allocator);
                    } else {
                        prefaceSeen = true;
                        frames.onPreface(header);
                    }
                }
            }
        }
    }

    private void decodeBody(ByteBuf in, ByteBufAllocator allocator) {
        int length = FrameHeader.requireLength(header, maxFrameBytes);
        int readable = in.readableBytes();
        if (length == 0) {
            frames.onFrame(header, Unpooled.EMPTY_BUFFER);
        } else if (readable >= length) {
            // The frame's end becomes the buffer's, so that no field can be read beyond it.
            int end = in.readerIndex() + length;
            int last = in.writerIndex();
            in.writerIndex(end);
            frames.onFrame(header, in);
            in.setIndex(end, last);
        } else {
            body = allocator.directBuffer(length, length).writeBytes(in);
        }
    }

    private void fill(ByteBuf in) {
        ByteBuf cut = Objects.requireNonNull(body);
        cut.writeBytes(in, Math.min(cut.writableBytes(), in.readableBytes()));
        if (!cut.isWritable()) {
            body = null;
            try {
                frames.onFrame(header, cut);
            } finally {
                cut.release();
            }
        }
    }

    /** Whether the bytes so far end inside a frame. */
    boolean isInsideFrame() {
        return headerBytes > 0 || body != null;
    }

    /** Frees what is cut; bytes that come later, or are left of a read, are passed over. */
    void close() {
        closed = true;
        if (body != null) {
            body.release();
            body = null;
        }
    }
}
