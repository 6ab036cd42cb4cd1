package dev.tern.rpc.netty.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which protocol a client speaks, and gives the connection to it. Closes the connection if no protocol
 * recognises the bytes, or too few of them have come by the deadline.
 */
public final class ProtocolSniffer extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolSniffer.class);

    /** No preface is longer than this (HTTP/2's is 24 bytes); with more bytes than that nobody may ask for more. */
    private static final int MAX_BYTES = 64;

    private final List<WireProtocol> protocols;
    private final long timeoutMillis;

    /** What has come so far. Event loop. */
    private @Nullable ByteBuf seen;

    /** Event loop. */
    private @Nullable Future<?> deadline;

    /**
     * A sniffer for one connection.
     *
     * @param protocols asked in this order
     * @param timeoutMillis how long a client may take to show what it speaks
     */
    public ProtocolSniffer(List<WireProtocol> protocols, long timeoutMillis) {
        this.protocols = List.copyOf(protocols);
        this.timeoutMillis = timeoutMillis;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        deadline = ctx.executor()
                .schedule(
                        () -> giveUp(ctx, "has not shown its protocol in " + timeoutMillis + " ms"),
                        timeoutMillis,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (seen != null) {
            seen.writeBytes(bytes);
            bytes.release();
            bytes = seen;
        }
        boolean undecided = false;
        for (WireProtocol protocol : protocols) {
            switch (protocol.recognise(bytes)) {
                case YES -> {
                    seen = null;
                    protocol.install(ctx.pipeline());
                    ctx.fireChannelRead(bytes);
                    ctx.pipeline().remove(this);
                    return;
                }
                case MORE -> undecided = true;
                case NO -> {}
            }
        }
        if (undecided && bytes.readableBytes() < MAX_BYTES) {
            if (seen == null) {
                seen = ctx.alloc().buffer(MAX_BYTES).writeBytes(bytes);
                bytes.release();
            }
        } else {
            seen = bytes;
            giveUp(
                    ctx,
                    "speaks no protocol served here: its first bytes are "
                            + ByteBufUtil.hexDump(
                                    bytes, bytes.readerIndex(), Math.min(bytes.readableBytes(), MAX_BYTES)));
        }
    }

    private static void giveUp(ChannelHandlerContext ctx, String why) {
        LOG.debug("{} {}", ctx.channel().remoteAddress(), why);
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (seen != null) {
            seen.release();
            seen = null;
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        giveUp(ctx, "failed before its protocol was known: " + cause);
    }
}
