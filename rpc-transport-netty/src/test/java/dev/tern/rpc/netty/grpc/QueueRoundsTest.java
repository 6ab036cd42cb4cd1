package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.io.WriteBatcher;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sender that hears of each frame sends the next from within, as whoever waits for room does. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // where it goes wrong, a round has no end
class QueueRoundsTest {
    private static final int HEAD_BYTES = 9;
    private static final int MESSAGE_BYTES = 50;
    private static final int FIRST_WINDOW = 2 * MESSAGE_BYTES;

    private final ChannelHandlerContext ctx = RecordedFrames.context();
    private final EmbeddedChannel channel = (EmbeddedChannel) ctx.channel();
    private final WriteBatcher batcher = new WriteBatcher(ctx, () -> false);
    private final BatchedFrames frames = BatchedFrames.of(new DefaultHttp2HeadersEncoder(), 16_384);
    private final Http2Connection connection = new DefaultHttp2Connection(true);
    private final DefaultHttp2RemoteFlowController flow =
            new DefaultHttp2RemoteFlowController(connection, new QueueRounds(connection, frames));
    private DirectData encoder;
    private Http2Stream stream;

    /** Messages that are in the batch. */
    private int sent;

    @BeforeEach
    void open() throws Http2Exception {
        frames.writeTo(batcher);
        connection.remote().flowController(flow);
        encoder = new DirectData(connection, frames, frames);
        flow.channelHandlerContext(ctx);
        flow.initialWindowSize(FIRST_WINDOW);
        stream = connection.remote().createStream(3, false);
    }

    @AfterEach
    void nothingIsLeft() {
        stream.close();
        batcher.close(new ClosedChannelException());
        channel.finishAndReleaseAll();
    }

    /** Sends a message, and when that is in the batch, the next. */
    private void sendOn() {
        ChannelPromise done = ctx.newPromise().setSuccess();
        ChannelFuture written =
                encoder.writeData(ctx, stream.id(), Unpooled.wrappedBuffer(new byte[MESSAGE_BYTES]), 0, false, done);
        written.addListener(frame -> {
            if (frame.isSuccess()) {
                sent++;
                sendOn();
            }
        });
    }

    private int bytesWritten() {
        batcher.flush();
        int bytes = 0;
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            bytes += part.readableBytes();
            part.release();
        }
        return bytes;
    }

    @Test
    void whatIsSentFromWithinARoundKeepsToTheWindow() throws Http2Exception {
        sendOn();
        assertEquals(2, sent);
        assertTrue(flow.hasFlowControlled(stream));
        assertEquals(2 * (HEAD_BYTES + MESSAGE_BYTES), bytesWritten());
        // The peer's SETTINGS make the window larger, and Netty begins a round by itself.
        flow.initialWindowSize(FIRST_WINDOW + 7 * MESSAGE_BYTES);
        assertEquals(2 + 7, sent);
        assertEquals(0, flow.windowSize(stream));
        assertEquals(7 * (HEAD_BYTES + MESSAGE_BYTES), bytesWritten());
    }

    @Test
    void whatIsSentFromWithinARoundAndMustQueueGoesOutInTheNext() throws Exception {
        sendOn();
        bytesWritten();
        flow.incrementWindowSize(stream, MESSAGE_BYTES + 10);
        flow.writePendingBytes();
        assertEquals(3, sent);
        assertEquals(2 * HEAD_BYTES + MESSAGE_BYTES + 10, bytesWritten());
        flow.incrementWindowSize(stream, MESSAGE_BYTES - 10);
        flow.writePendingBytes();
        assertEquals(4, sent);
        assertEquals(HEAD_BYTES + MESSAGE_BYTES - 10, bytesWritten());
    }
}
