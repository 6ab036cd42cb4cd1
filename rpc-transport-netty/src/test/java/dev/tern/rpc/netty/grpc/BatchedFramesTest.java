package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.io.WriteBatcher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchedFramesTest {
    private final ChannelHandlerContext ctx = RecordedFrames.context();
    private final EmbeddedChannel channel = (EmbeddedChannel) ctx.channel();
    private final WriteBatcher batcher = new WriteBatcher(ctx, () -> false);
    private final Http2HeadersEncoder fields = new DefaultHttp2HeadersEncoder();
    private final BatchedFrames frames = BatchedFrames.of(fields, 16_384);

    BatchedFramesTest() {
        frames.writeTo(batcher);
    }

    @AfterEach
    void nothingIsLeft() {
        batcher.close(new ClosedChannelException());
        channel.finishAndReleaseAll();
    }

    private static Http2Headers block(int fieldBytes) {
        return new DefaultHttp2Headers().status("200").add("long", "x".repeat(fieldBytes));
    }

    private static String fieldsOf(int fieldBytes) {
        return RecordedFrames.shortened("[:status=200][long=" + "x".repeat(fieldBytes) + "]");
    }

    /** What was written, as Netty reads it. */
    private List<String> read() throws Http2Exception {
        batcher.flush();
        RecordedFrames read = new RecordedFrames();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, 200_000)).readFrame(ctx, all, read.listener());
        return read.lines();
    }

    private ChannelFuture data(ByteBuf data, boolean end) {
        return frames.writeData(ctx, 3, data, 0, end, ctx.newPromise());
    }

    @Test
    void theFramesOfACallAreOneBuffer() throws Http2Exception {
        frames.writeHeaders(ctx, 3, block(1), 0, false, ctx.newPromise());
        data(Unpooled.wrappedBuffer(new byte[] {1, 2}), true);
        frames.writeWindowUpdate(ctx, 0x01020304, 5, ctx.newPromise());
        batcher.flush();
        assertEquals(1, channel.outboundMessages().size());
        assertEquals(
                List.of(
                        "onHeadersRead 3 " + fieldsOf(1) + " 0 false",
                        "onDataRead 3 0102 0 true",
                        "onWindowUpdateRead 16909060 5"),
                read());
    }

    @Test
    void aFrameThatIsInTheBatchIsDone() {
        ChannelPromise promise = ctx.newPromise();
        assertTrue(frames.writeHeaders(ctx, 3, block(1), 0, true, promise).isSuccess());
        assertTrue(promise.isSuccess());
        assertTrue(data(Unpooled.EMPTY_BUFFER, true).isSuccess());
    }

    @Test
    void aBlockThatIsTooLongForAFrameIsContinued() throws Http2Exception {
        frames.writeHeaders(ctx, 3, block(40_000), 0, true, ctx.newPromise());
        data(Unpooled.EMPTY_BUFFER, false);
        assertEquals(List.of("onHeadersRead 3 " + fieldsOf(40_000) + " 0 true", "onDataRead 3  0 false"), read());
    }

    @Test
    void dataThatIsTooLongForAFrameIsCut() throws Http2Exception {
        ByteBuf data = Unpooled.buffer().writeZero(2 * 16_384 + 1);
        data(data, true);
        String full = RecordedFrames.shortened("00".repeat(16_384));
        assertEquals(
                List.of(
                        "onDataRead 3 " + full + " 0 false",
                        "onDataRead 3 " + full + " 0 false",
                        "onDataRead 3 00 0 true"),
                read());
        assertEquals(0, data.refCnt());
    }

    @Test
    void allOtherFramesComeBehindTheBatch() throws Http2Exception {
        data(Unpooled.wrappedBuffer(new byte[] {1}), false);
        frames.writeRstStream(ctx, 3, 8, ctx.newPromise());
        data(Unpooled.wrappedBuffer(new byte[] {2}), false);
        frames.writePing(ctx, true, 17, ctx.newPromise());
        frames.writeGoAway(ctx, 3, 0, Unpooled.EMPTY_BUFFER, ctx.newPromise());
        assertEquals(
                List.of(
                        "onDataRead 3 01 0 false",
                        "onRstStreamRead 3 8",
                        "onDataRead 3 02 0 false",
                        "onPingAckRead 17",
                        "onGoAwayRead 3 0 "),
                read());
    }

    @Test
    void windowIsGivenBackThoughNobodyFlushes() {
        frames.writeWindowUpdate(ctx, 3, 1, ctx.newPromise());
        channel.runPendingTasks();
        assertEquals(1, channel.outboundMessages().size());
    }

    @Test
    void ofABlockThatIsRefusedNothingIsWritten() throws Http2Exception {
        fields.configuration().maxHeaderListSize(100);
        data(Unpooled.wrappedBuffer(new byte[] {1}), false);
        ChannelFuture refused = frames.writeHeaders(ctx, 5, block(100), 0, true, ctx.newPromise());
        assertInstanceOf(Http2Exception.class, refused.cause());
        data(Unpooled.wrappedBuffer(new byte[] {2}), false);
        assertEquals(List.of("onDataRead 3 01 0 false", "onDataRead 3 02 0 false"), read());
    }

    @Test
    void whatIsWrittenToAClosedChannelFailsAndIsFreed() {
        channel.close();
        ByteBuf data = Unpooled.buffer().writeByte(1);
        assertFalse(data(data, true).isSuccess());
        assertEquals(0, data.refCnt());
        assertFalse(
                frames.writeHeaders(ctx, 3, block(1), 0, true, ctx.newPromise()).isSuccess());
        assertFalse(frames.writeWindowUpdate(ctx, 3, 1, ctx.newPromise()).isSuccess());
        ChannelPromise done = ctx.newPromise().setSuccess();
        assertFalse(frames.writeHeaders(ctx, 3, block(1), 0, true, done).isSuccess());
    }
}
