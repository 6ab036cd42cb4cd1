package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.grpc.wire.FrameLog;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameLogger;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.logging.LogLevel;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the frames of one connection, where Netty's own logger would: between the frames and what is made of them. Only there if
 * TRACE is on when the connection is made, so that others have nothing in their way.
 */
final class LoggedFrames extends Http2FrameLogger {
    private static final Logger FRAMES = LoggerFactory.getLogger(LoggedFrames.class.getPackageName() + ".frames");
    private static final int CONNECTION = 0;
    private static final String ACK = " ACK";

    LoggedFrames() {
        super(LogLevel.TRACE, FRAMES.getName());
    }

    /** Whether frames of connections that are made now are logged. */
    static boolean isOn() {
        return FRAMES.isTraceEnabled();
    }

    @Override
    public boolean isEnabled() {
        return isOn();
    }

    private void log(Direction direction, ChannelHandlerContext ctx, int streamId, String frame) {
        if (isEnabled()) {
            FRAMES.trace(
                    "{}",
                    FrameLog.line(direction == Direction.OUTBOUND, ctx.channel().remoteAddress(), streamId, frame));
        }
    }

    @Override
    public void logData(
            Direction direction, ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end) {
        log(direction, ctx, streamId, FrameLog.data(data.readableBytes() + padding, end));
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int padding,
            boolean end) {
        log(direction, ctx, streamId, FrameLog.headers(headers, end));
    }

    @Override
    public void logHeaders(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end) {
        log(direction, ctx, streamId, FrameLog.headers(headers, end));
    }

    @Override
    public void logPriority(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            int streamDependency,
            short weight,
            boolean exclusive) {
        log(direction, ctx, streamId, "PRIORITY");
    }

    @Override
    public void logRstStream(Direction direction, ChannelHandlerContext ctx, int streamId, long errorCode) {
        log(direction, ctx, streamId, FrameLog.reset(errorCode));
    }

    @Override
    public void logSettingsAck(Direction direction, ChannelHandlerContext ctx) {
        log(direction, ctx, CONNECTION, "SETTINGS" + ACK);
    }

    @Override
    public void logSettings(Direction direction, ChannelHandlerContext ctx, Http2Settings settings) {
        log(direction, ctx, CONNECTION, "SETTINGS " + settings);
    }

    @Override
    public void logPing(Direction direction, ChannelHandlerContext ctx, long data) {
        log(direction, ctx, CONNECTION, "PING " + Long.toUnsignedString(data));
    }

    @Override
    public void logPingAck(Direction direction, ChannelHandlerContext ctx, long data) {
        log(direction, ctx, CONNECTION, "PING " + Long.toUnsignedString(data) + ACK);
    }

    @Override
    public void logPushPromise(
            Direction direction,
            ChannelHandlerContext ctx,
            int streamId,
            int promisedStreamId,
            Http2Headers headers,
            int padding) {
        log(direction, ctx, streamId, FrameLog.fields("PUSH_PROMISE #" + promisedStreamId, headers));
    }

    @Override
    public void logGoAway(
            Direction direction, ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
        log(
                direction,
                ctx,
                CONNECTION,
                FrameLog.goAway(lastStreamId, errorCode, debugData.toString(StandardCharsets.UTF_8)));
    }

    @Override
    public void logWindowsUpdate(Direction direction, ChannelHandlerContext ctx, int streamId, int increment) {
        log(direction, ctx, streamId, "WINDOW_UPDATE " + increment);
    }

    @Override
    public void logUnknownFrame(
            Direction direction,
            ChannelHandlerContext ctx,
            byte frameType,
            int streamId,
            Http2Flags flags,
            ByteBuf data) {
        log(direction, ctx, streamId, "type " + (frameType & 0xff) + ' ' + data.readableBytes());
    }
}
