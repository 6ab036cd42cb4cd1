package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Long DATA that the end of a read has cut: what it does is what it does whole. */
class CutDataTest {
    private static final int LONG = CutData.MIN_BYTES + 100;
    private static final int HEAD_BYTES = 9;
    private static final int WINDOW = 65_535;
    private static final int PLAIN = 0;
    private static final int END = Http2Flags.END_STREAM;

    /** A connection of a server with streams 1 and 3, and what was told of them. */
    private static final class Receiver {
        final Http2Connection connection = new DefaultHttp2Connection(true);
        final Map<Integer, ByteBuf> data = new TreeMap<>();
        final Map<Integer, Integer> ends = new TreeMap<>();
        final ByteBuf in = Unpooled.buffer();
        private final ChannelHandlerContext ctx = RecordedFrames.context();
        private final DirectFrames reader = new DirectFrames(new ReusedBlocks(10_000), new CutData(connection));
        private final DefaultHttp2ConnectionDecoder decoder;

        Receiver() throws Http2Exception {
            DefaultHttp2ConnectionEncoder encoder =
                    new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter());
            decoder = new DefaultHttp2ConnectionDecoder(connection, encoder, reader);
            Http2FrameAdapter listener = new Http2FrameAdapter() {
                @Override
                public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf bytes, int padding, boolean end) {
                    data.computeIfAbsent(id, none -> Unpooled.buffer()).writeBytes(bytes);
                    if (end) {
                        ends.merge(id, 1, Integer::sum);
                    }
                    return 0;
                }
            };
            Http2ConnectionHandler handler = new Http2ConnectionHandlerBuilder()
                    .codec(decoder, encoder)
                    .frameListener(listener)
                    .build();
            encoder.lifecycleManager(handler);
            decoder.lifecycleManager(handler);
            decoder.frameListener(listener);
            connection.local().flowController().channelHandlerContext(ctx);
            connection.remote().flowController().channelHandlerContext(ctx);
            receive(frame(Http2FrameTypes.SETTINGS, PLAIN, 0, 0), 0, HEAD_BYTES);
            connection.remote().createStream(1, false);
            connection.remote().createStream(3, false);
        }

        void receive(ByteBuf bytes, int from, int to) throws Http2Exception {
            in.discardReadBytes();
            in.writeBytes(bytes, from, to - from);
            try {
                decoder.decodeFrame(ctx, in, List.of());
            } finally {
                EmbeddedChannel channel = (EmbeddedChannel) ctx.channel();
                channel.flush();
                channel.releaseOutbound();
            }
        }

        int unconsumed(int id) {
            Http2Stream stream = id == 0 ? connection.connectionStream() : connection.stream(id);
            return connection.local().flowController().unconsumedBytes(stream);
        }

        int window(int id) {
            Http2Stream stream = id == 0 ? connection.connectionStream() : connection.stream(id);
            return connection.local().flowController().windowSize(stream);
        }
    }

    /** A frame with bytes that are different. */
    private static ByteBuf frame(byte type, int flags, int id, int bytes) {
        ByteBuf frame = Unpooled.buffer()
                .writeMedium(bytes)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(id);
        for (int i = 0; i < bytes; i++) {
            frame.writeByte(i * 31 + id);
        }
        return frame;
    }

    /** Long and short frames of two streams in turns, one of them padded, and an end on a long one. */
    private static ByteBuf frames() {
        return Unpooled.wrappedBuffer(
                frame(Http2FrameTypes.DATA, PLAIN, 1, LONG),
                frame(Http2FrameTypes.DATA, PLAIN, 3, 50),
                frame(Http2FrameTypes.DATA, Http2Flags.PADDED, 3, 200),
                frame(Http2FrameTypes.DATA, END, 3, LONG),
                frame(Http2FrameTypes.DATA, END, 1, 20));
    }

    @Test
    void framesAreTheSameWhereverTheyAreCut() throws Http2Exception {
        ByteBuf all = frames();
        Receiver whole = new Receiver();
        whole.receive(all, 0, all.readableBytes());
        for (int cut = 1; cut < all.readableBytes(); cut++) {
            Receiver receiver = new Receiver();
            receiver.receive(all, 0, cut);
            receiver.receive(all, cut, all.readableBytes());
            String where = "cut at " + cut;
            assertEquals(whole.data, receiver.data, where);
            assertEquals(Map.of(1, 1, 3, 1), receiver.ends, where);
            assertEquals(whole.window(0), receiver.window(0), where);
            assertFalse(receiver.in.isReadable(), where);
        }
    }

    @Test
    void framesAreTheSameInManyPieces() throws Http2Exception {
        ByteBuf all = frames();
        Receiver whole = new Receiver();
        whole.receive(all, 0, all.readableBytes());
        for (int step = 1; step < 3_000; step += 171) {
            Receiver receiver = new Receiver();
            for (int at = 0; at < all.readableBytes(); at += step) {
                receiver.receive(all, at, Math.min(at + step, all.readableBytes()));
            }
            assertEquals(whole.data, receiver.data, "steps of " + step);
            assertEquals(Map.of(1, 1, 3, 1), receiver.ends);
        }
    }

    @Test
    void whatIsThereIsToldAndCountedBeforeTheRestComes() throws Http2Exception {
        Receiver receiver = new Receiver();
        receiver.receive(frame(Http2FrameTypes.DATA, END, 1, LONG), 0, HEAD_BYTES + 1_000);
        assertEquals(1_000, receiver.data.get(1).readableBytes());
        assertEquals(Map.of(), receiver.ends);
        assertFalse(receiver.in.isReadable());
        assertEquals(WINDOW - 1_000, receiver.window(1));
        assertEquals(WINDOW - 1_000, receiver.window(0));
    }

    @Test
    void aShortFrameIsWaitedFor() throws Http2Exception {
        Receiver receiver = new Receiver();
        receiver.receive(frame(Http2FrameTypes.DATA, PLAIN, 1, CutData.MIN_BYTES - 1), 0, HEAD_BYTES + 1_000);
        assertEquals(Map.of(), receiver.data);
        assertEquals(WINDOW, receiver.window(1));
    }

    @Test
    void nothingIsToldOfAFrameThatIsLongerThanTheWindow() throws Http2Exception {
        Receiver receiver = new Receiver();
        Http2Stream stream = receiver.connection.stream(1);
        receiver.connection.local().flowController().incrementWindowSize(stream, -1);
        ByteBuf before = frame(Http2FrameTypes.DATA, PLAIN, 1, 16_000);
        for (int i = 0; i < 4; i++) {
            receiver.receive(before, 0, before.readableBytes());
        }
        ByteBuf over = frame(Http2FrameTypes.DATA, PLAIN, 1, LONG);
        receiver.receive(over, 0, LONG);
        assertEquals(4 * 16_000, receiver.data.get(1).readableBytes());
        assertThrows(Http2Exception.class, () -> receiver.receive(over, LONG, HEAD_BYTES + LONG));
        assertEquals(4 * 16_000, receiver.data.get(1).readableBytes());
    }

    @Test
    void nothingIsToldOfAFrameForAStreamThatHasEnded() throws Http2Exception {
        Receiver receiver = new Receiver();
        ByteBuf end = frame(Http2FrameTypes.DATA, END, 1, 10);
        receiver.receive(end, 0, end.readableBytes());
        ByteBuf late = frame(Http2FrameTypes.DATA, PLAIN, 1, LONG);
        receiver.receive(late, 0, LONG);
        assertEquals(LONG, receiver.in.readableBytes());
        Http2Exception error =
                assertThrows(Http2Exception.class, () -> receiver.receive(late, LONG, HEAD_BYTES + LONG));
        assertTrue(Http2Exception.isStreamError(error));
        assertEquals(10, receiver.data.get(1).readableBytes());
    }

    @Test
    void theRestOfAFrameIsPassedOverWhenItsStreamIsClosedAndTheConnectionHasItsWindowBack() throws Http2Exception {
        Receiver receiver = new Receiver();
        ByteBuf cut = frame(Http2FrameTypes.DATA, END, 1, LONG);
        receiver.receive(cut, 0, 2_000);
        receiver.connection.stream(1).close();
        receiver.receive(cut, 2_000, cut.readableBytes());
        ByteBuf next = frame(Http2FrameTypes.DATA, PLAIN, 3, LONG);
        receiver.receive(next, 0, next.readableBytes());
        assertEquals(2_000 - HEAD_BYTES, receiver.data.get(1).readableBytes());
        assertEquals(Map.of(), receiver.ends);
        assertEquals(LONG, receiver.data.get(3).readableBytes());
        // The listener consumes nothing, and a closed stream's bytes are given back.
        assertEquals(WINDOW - LONG, receiver.window(3));
        receiver.connection.local().flowController().consumeBytes(receiver.connection.stream(3), LONG);
        assertEquals(0, receiver.unconsumed(0));
    }
}
