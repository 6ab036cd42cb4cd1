package dev.tern.rpc.netty.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames that calls are made of where they lie: DATA without padding, and HEADERS that are a whole block with neither
 * padding nor priority. All other frames, and whatever comes inside a block, is Netty's reader's to read and to find fault with;
 * it gets each frame whole and by itself. Netty's makes eight objects of a block and two of any other frame. Long DATA may be told
 * in {@linkplain CutData pieces}. Event loop only.
 */
final class DirectFrames implements Http2FrameReader {
    private static final int HEAD_BYTES = Http2CodecUtil.FRAME_HEADER_LENGTH;
    private static final int TYPE_AT = 3;
    private static final int FLAGS_AT = 4;
    private static final int ID_AT = 5;

    /** DATA that is not as simple. */
    private static final int DATA_OTHER = Http2Flags.PADDED;

    /** What tells of HEADERS whether they are as simple, and what it says then. */
    private static final int HEADERS_OTHER = Http2Flags.PADDED | Http2Flags.PRIORITY | Http2Flags.END_HEADERS;

    private static final int HEADERS_SIMPLE = Http2Flags.END_HEADERS;

    private final Http2FrameReader others;
    private final Http2HeadersDecoder fields;
    private final @Nullable CutData cut;

    /** Whether a block has begun and not ended, which Netty's reader puts together. */
    private boolean insideBlock;

    /** Whether the peer broke the protocol, so that nothing else it sends counts. */
    private boolean broken;

    /**
     * A reader of fields with a decoder.
     *
     * @param cut what tells DATA in pieces, or null to have it whole
     */
    DirectFrames(Http2HeadersDecoder fields, @Nullable CutData cut) {
        this.others = new DefaultHttp2FrameReader(fields);
        this.fields = fields;
        this.cut = cut;
    }

    @Override
    public Configuration configuration() {
        return others.configuration();
    }

    @Override
    public void close() {
        others.close();
    }

    @Override
    public void readFrame(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener) throws Http2Exception {
        boolean ok = false;
        try {
            while (!broken && readOne(ctx, in, listener)) {
                // The next.
            }
            ok = true;
        } catch (Http2Exception error) {
            ok = Http2Exception.isStreamError(error);
            throw error;
        } finally {
            broken |= !ok;
            if (broken) {
                in.skipBytes(in.readableBytes());
            }
        }
    }

    /** Reads a frame, if one is there, or a piece of one. */
    private boolean readOne(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener) throws Http2Exception {
        if (cut != null && cut.isUnderWay()) {
            if (in.isReadable()) {
                cut.read(ctx, in, listener);
            }
            return in.isReadable();
        }
        if (in.readableBytes() < HEAD_BYTES) {
            return false;
        }
        int at = in.readerIndex();
        int length = in.getUnsignedMedium(at);
        boolean tooLong = length > configuration().frameSizePolicy().maxFrameSize();
        byte type = in.getByte(at + TYPE_AT);
        int flags = in.getUnsignedByte(at + FLAGS_AT);
        int id = in.getInt(at + ID_AT) & Integer.MAX_VALUE;
        boolean direct = !tooLong && !insideBlock && id != Http2CodecUtil.CONNECTION_STREAM_ID;
        boolean plainData = direct && type == Http2FrameTypes.DATA && (flags & DATA_OTHER) == 0;
        if (!tooLong && in.readableBytes() < HEAD_BYTES + length) {
            return plainData && cut != null && beginCut(cut, in, length, id, flags);
        }
        if (plainData) {
            readData(ctx, in, length, flags, id, listener);
        } else if (direct
                && type == Http2FrameTypes.HEADERS
                && (flags & HEADERS_OTHER) == HEADERS_SIMPLE
                && length <= fields.configuration().maxHeaderListSizeGoAway()) {
            readBlock(ctx, in, length, flags, id, listener);
        } else {
            noteBlock(type, flags);
            others.readFrame(ctx, tooLong ? in : in.readSlice(HEAD_BYTES + length), listener);
        }
        return true;
    }

    /** Begins to tell DATA of which only a part is there. */
    private static boolean beginCut(CutData cut, ByteBuf in, int length, int id, int flags) {
        boolean begun = in.readableBytes() > HEAD_BYTES && cut.begin(length, id, isEnd(flags));
        if (begun) {
            in.skipBytes(HEAD_BYTES);
        }
        return begun;
    }

    private void noteBlock(byte type, int flags) {
        if (type == Http2FrameTypes.HEADERS
                || type == Http2FrameTypes.PUSH_PROMISE
                || type == Http2FrameTypes.CONTINUATION) {
            insideBlock = (flags & Http2Flags.END_HEADERS) == 0;
        }
    }

    private static void readData(
            ChannelHandlerContext ctx, ByteBuf in, int length, int flags, int id, Http2FrameListener listener)
            throws Http2Exception {
        int last = in.writerIndex();
        int end = in.readerIndex() + HEAD_BYTES + length;
        try {
            in.setIndex(end - length, end);
            listener.onDataRead(ctx, id, in, 0, isEnd(flags));
        } finally {
            in.setIndex(end, last);
        }
    }

    private void readBlock(
            ChannelHandlerContext ctx, ByteBuf in, int length, int flags, int id, Http2FrameListener listener)
            throws Http2Exception {
        int last = in.writerIndex();
        int end = in.readerIndex() + HEAD_BYTES + length;
        Http2Headers block;
        try {
            in.setIndex(end - length, end);
            block = fields.decodeHeaders(id, in);
        } finally {
            in.setIndex(end, last);
        }
        listener.onHeadersRead(ctx, id, block, 0, isEnd(flags));
    }

    private static boolean isEnd(int flags) {
        return (flags & Http2Flags.END_STREAM) != 0;
    }
}
