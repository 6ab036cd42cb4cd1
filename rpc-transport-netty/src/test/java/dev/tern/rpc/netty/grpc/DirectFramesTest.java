package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever comes, however it is cut: the same is told as by Netty's own reader. */
class DirectFramesTest {
    private static final long LIST_BYTES = 100_000;

    private final ChannelHandlerContext ctx = RecordedFrames.context();

    private static DirectFrames direct() {
        return new DirectFrames(new ReusedBlocks(LIST_BYTES), null);
    }

    private static Http2FrameReader nettys() {
        return new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, LIST_BYTES));
    }

    private static Http2Headers block(int fieldBytes) {
        return new DefaultHttp2Headers()
                .path("/a.B/C")
                .method("POST")
                .scheme("http")
                .add("te", "trailers")
                .add("long", "x".repeat(fieldBytes));
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    /** Frames of all types, plain and not. */
    private ByteBuf all() {
        Http2FrameWriter out = new DefaultHttp2FrameWriter();
        out.writeSettings(ctx, new Http2Settings().initialWindowSize(70_000), ctx.newPromise());
        out.writeHeaders(ctx, 1, block(10), 0, false, ctx.newPromise());
        out.writeData(ctx, 1, text("hello"), 0, false, ctx.newPromise());
        out.writeData(ctx, 1, Unpooled.EMPTY_BUFFER, 0, true, ctx.newPromise());
        out.writeHeaders(ctx, 3, block(10), 7, true, ctx.newPromise());
        out.writeHeaders(ctx, 5, block(20), 0, (short) 9, true, 0, false, ctx.newPromise());
        out.writeData(ctx, 5, text("padded"), 5, false, ctx.newPromise());
        out.writeHeaders(ctx, 7, block(40_000), 0, false, ctx.newPromise());
        out.writeData(ctx, 7, text("after a long block"), 0, true, ctx.newPromise());
        out.writePing(ctx, false, 17, ctx.newPromise());
        out.writePriority(ctx, 7, 5, (short) 3, false, ctx.newPromise());
        out.writeRstStream(ctx, 7, 8, ctx.newPromise());
        out.writeWindowUpdate(ctx, 0, 1_000, ctx.newPromise());
        out.writeFrame(ctx, (byte) 0x42, 9, new Http2Flags(), text("unknown"), ctx.newPromise());
        out.writeHeaders(ctx, 9, block(10), 0, true, ctx.newPromise());
        out.writeGoAway(ctx, 9, 0, text("bye"), ctx.newPromise());
        out.writeSettingsAck(ctx, ctx.newPromise());
        return written();
    }

    private ByteBuf written() {
        EmbeddedChannel channel = (EmbeddedChannel) ctx.channel();
        channel.flush();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return all;
    }

    private List<String> told(Http2FrameReader reader, ByteBuf bytes, int step) throws Http2Exception {
        RecordedFrames told = new RecordedFrames();
        Http2FrameListener listener = told.listener();
        ByteBuf in = Unpooled.buffer();
        for (int at = 0; at < bytes.readableBytes(); at += step) {
            in.discardReadBytes();
            in.writeBytes(bytes, at, Math.min(step, bytes.readableBytes() - at));
            reader.readFrame(ctx, in, listener);
        }
        assertFalse(in.isReadable());
        reader.close();
        return told.lines();
    }

    @Test
    void framesThatComeAtOnce() throws Http2Exception {
        ByteBuf all = all();
        assertEquals(told(nettys(), all, all.readableBytes()), told(direct(), all, all.readableBytes()));
    }

    @Test
    void framesThatComeByteByByte() throws Http2Exception {
        ByteBuf all = all();
        assertEquals(told(nettys(), all, all.readableBytes()), told(direct(), all, 1));
    }

    @Test
    void framesThatComeInPieces() throws Http2Exception {
        ByteBuf all = all();
        List<String> expected = told(nettys(), all, all.readableBytes());
        for (int step = 2; step < 200; step += 3) {
            assertEquals(expected, told(direct(), all, step));
        }
    }

    @Test
    void aFrameInsideABlockEndsTheConnection() {
        DirectFrames reader = direct();
        // HEADERS with no END_HEADERS, then DATA; RFC 9113, section 6.10
        ByteBuf bytes = Unpooled.wrappedBuffer(
                new byte[] {0, 0, 1, 1, 0, 0, 0, 0, 1, (byte) 0x83}, new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 1, 'x'});
        RecordedFrames told = new RecordedFrames();
        assertThrows(Http2Exception.class, () -> reader.readFrame(ctx, bytes, told.listener()));
        assertEquals(List.of(), told.lines());
    }

    @Test
    void nothingCountsAfterAnErrorOfTheConnection() throws Http2Exception {
        DirectFrames reader = direct();
        RecordedFrames told = new RecordedFrames();
        ByteBuf tooLong = Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 1});
        assertThrows(Http2Exception.class, () -> reader.readFrame(ctx, tooLong, told.listener()));
        ByteBuf fine = Unpooled.wrappedBuffer(new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 1, 'x'});
        reader.readFrame(ctx, fine, told.listener());
        assertFalse(fine.isReadable());
        assertEquals(List.of(), told.lines());
    }

    @Test
    void theNextFrameIsReadAfterAnErrorOfAStream() throws Http2Exception {
        DirectFrames reader = direct();
        RecordedFrames told = new RecordedFrames();
        // A block with a te that is not "trailers", and DATA behind it.
        ByteBuf bytes = Unpooled.wrappedBuffer(
                new byte[] {0, 0, 6, 1, 4, 0, 0, 0, 1, 0, 2, 't', 'e', 1, 'x'},
                new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 3, 'x'});
        Http2Exception error = assertThrows(Http2Exception.class, () -> reader.readFrame(ctx, bytes, told.listener()));
        assertTrue(Http2Exception.isStreamError(error));
        reader.readFrame(ctx, bytes, told.listener());
        assertEquals(List.of("onDataRead 3 78 0 false"), told.lines());
    }
}
