package dev.tern.rpc.netty.grpc;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection whose peer has this side write without end: answers that it does not read, or resets that it provokes.
 * Netty has both guards, but only around an encoder of its own making; what is around decoders it adds to any. Event loop only.
 */
final class FloodGuard extends DecoratingHttp2ConnectionEncoder {
    /** No limit on resets. */
    static final int UNLIMITED = 0;

    private static final int MAX_QUEUED = Http2CodecUtil.DEFAULT_MAX_QUEUED_CONTROL_FRAMES;

    private final int maxResets;
    private final int windowSeconds;
    private final ChannelFutureListener dequeued = frame -> this.queued--;

    /** Who ends the connection. */
    @SuppressWarnings("NullAway.Init") // set as the handler is made, before anything is written
    private Http2LifecycleManager lifecycle;

    /** Answers and resets that the socket has not taken. */
    private int queued;

    /** Whether the connection is being ended. */
    private boolean flooded;

    /** Resets since then. */
    private int resets;

    private long windowBeganNanos;

    /**
     * A guard in front of what writes.
     *
     * @param maxResets how many resets a peer may provoke in a window of time, or {@link #UNLIMITED}
     */
    FloodGuard(Http2ConnectionEncoder encoder, int maxResets, int windowSeconds) {
        super(encoder);
        this.maxResets = maxResets;
        this.windowSeconds = windowSeconds;
    }

    @Override
    public void lifecycleManager(Http2LifecycleManager lifecycle) {
        this.lifecycle = lifecycle;
        super.lifecycleManager(lifecycle);
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext ctx, ChannelPromise promise) {
        return mayQueue(ctx) ? super.writeSettingsAck(ctx, counted(promise)) : promise;
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext ctx, boolean ack, long opaque, ChannelPromise promise) {
        if (!ack) {
            return super.writePing(ctx, false, opaque, promise);
        }
        return mayQueue(ctx) ? super.writePing(ctx, true, opaque, counted(promise)) : promise;
    }

    @Override
    public ChannelFuture writeRstStream(ChannelHandlerContext ctx, int id, long code, ChannelPromise promise) {
        if (!mayQueue(ctx)) {
            return promise;
        }
        ChannelFuture written = super.writeRstStream(ctx, id, code, counted(promise));
        if (maxResets != UNLIMITED && isProvoked(code) && isOverRate(ctx)) {
            end(ctx, "the peer provoked more than %d resets in %d s", maxResets, windowSeconds);
        }
        return written;
    }

    /** What this side does by its own choice is not the peer's fault. */
    private static boolean isProvoked(long code) {
        return code != Http2Error.CANCEL.code() && code != Http2Error.NO_ERROR.code();
    }

    private boolean isOverRate(ChannelHandlerContext ctx) {
        long now = ctx.executor().ticker().nanoTime();
        if (resets == 0 || now - windowBeganNanos >= TimeUnit.SECONDS.toNanos(windowSeconds)) {
            windowBeganNanos = now;
            resets = 0;
        }
        resets++;
        return resets > maxResets;
    }

    private boolean mayQueue(ChannelHandlerContext ctx) {
        if (flooded) {
            return false;
        }
        if (queued == MAX_QUEUED) {
            // The socket may take some of them now.
            ctx.flush();
        }
        if (queued == MAX_QUEUED) {
            flooded = true;
            end(ctx, "%d answers wait for a peer that does not read them", MAX_QUEUED);
            return false;
        }
        return true;
    }

    private ChannelPromise counted(ChannelPromise promise) {
        queued++;
        return promise.unvoid().addListener(dequeued);
    }

    private void end(ChannelHandlerContext ctx, String message, Object... numbers) {
        lifecycle.onError(ctx, true, Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, message, numbers));
        ctx.close();
    }
}
