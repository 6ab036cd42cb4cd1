package dev.tern.rpc.netty.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Writes DATA past the queue of flow control when it would not wait there: it fits one frame and both windows, the socket takes
 * bytes, and none of its stream is before it. That is nearly every message of an RPC, and a stay in the queue costs it ten
 * objects. Event loop only.
 */
final class DirectData extends DefaultHttp2ConnectionEncoder {
    private final Http2Stream whole;
    private final BatchedFrames frames;

    /** Who closes streams. */
    @SuppressWarnings("NullAway.Init") // set as the handler is made, before anything is written
    private Http2LifecycleManager lifecycle;

    /**
     * An encoder that writes frames by a writer.
     *
     * @param frames that writer, or what it leads to
     */
    DirectData(Http2Connection connection, Http2FrameWriter writer, BatchedFrames frames) {
        super(connection, writer);
        this.frames = frames;
        this.whole = connection.connectionStream();
    }

    @Override
    public void lifecycleManager(Http2LifecycleManager lifecycle) {
        this.lifecycle = lifecycle;
        super.lifecycleManager(lifecycle);
    }

    @Override
    public ChannelFuture writeData(
            ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end, ChannelPromise promise) {
        Http2Stream stream = connection().stream(id);
        int bytes = data.readableBytes();
        if (stream == null
                || padding > 0
                || bytes > frames.maxFrameBytes()
                || !ctx.channel().isWritable()
                || !take(stream, bytes)) {
            return super.writeData(ctx, id, data, padding, end, pending(ctx, promise));
        }
        ChannelFuture written = frameWriter().writeData(ctx, id, data, 0, end, promise);
        if (end) {
            lifecycle.closeStreamLocal(stream, written);
        }
        return written;
    }

    @Override
    public ChannelFuture writeHeaders(
            ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean end, ChannelPromise promise) {
        Http2Stream stream = connection().stream(id);
        boolean queues = end && stream != null && flowController().hasFlowControlled(stream);
        return super.writeHeaders(ctx, id, headers, padding, end, queues ? pending(ctx, promise) : promise);
    }

    /** Who gives a promise that is done wants one only of what is not written at once. */
    private static ChannelPromise pending(ChannelHandlerContext ctx, ChannelPromise promise) {
        return promise.isDone() ? ctx.newPromise() : promise;
    }

    /** Takes the bytes from both windows, if nothing is in the way. */
    private boolean take(Http2Stream stream, int bytes) {
        Http2RemoteFlowController flow = flowController();
        if (!stream.state().localSideOpen()
                || flow.hasFlowControlled(stream)
                || bytes > flow.windowSize(stream)
                || bytes > flow.windowSize(whole)) {
            return false;
        }
        try {
            flow.incrementWindowSize(whole, -bytes);
            flow.incrementWindowSize(stream, -bytes);
        } catch (Http2Exception impossible) {
            // Only what makes windows larger can fail.
            throw new IllegalStateException(impossible);
        }
        return true;
    }
}
