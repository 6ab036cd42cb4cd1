package dev.tern.rpc.netty.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which protocol a client speaks, and gives the connection to it: the one that TLS has agreed on by ALPN, or
 * without that the one that recognises the first bytes. Closes the connection if none does, if TLS fails, or if the
 * deadline passes before, which is one for TLS and bytes together.
 */
public final class ProtocolSniffer extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProtocolSniffer.class);

    /** No preface is longer than this (HTTP/2's is 24 bytes); with more bytes than that nobody may ask for more. */
    private static final int MAX_BYTES = 64;

    /** A TLS record begins so: a handshake, of version 3.x (RFC 8446, section 5.1). */
    private static final int TLS_HANDSHAKE = 0x1603;

    /** A TLS alert, fatal, unexpected_message (RFC 8446, section 6): what a client without TLS can tell a port with it by. */
    private static final byte[] UNEXPECTED_MESSAGE = {21, 3, 3, 0, 2, 2, 10};

    private static final String NO_TLS_HERE = "this port does not speak TLS\r\n";

    private final List<WireProtocol> protocols;
    private final long timeoutMillis;

    /** What has come so far. Event loop. */
    private @Nullable ByteBuf seen;

    /** Event loop. */
    private @Nullable Future<?> deadline;

    /** Whether the connection is being closed; with TLS that takes a while. Event loop. */
    private boolean over;

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
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
        } else if (!handshake.isSuccess()) {
            if (isPlaintext(handshake.cause())) {
                // Past TLS, which has not begun.
                ctx.pipeline().context(SslHandler.class).writeAndFlush(Unpooled.wrappedBuffer(UNEXPECTED_MESSAGE));
                giveUp(ctx, "does not speak TLS, which this port does");
            } else {
                giveUp(ctx, "failed in the TLS handshake: " + handshake.cause());
            }
        } else if (!over) {
            String agreed = ctx.pipeline().get(SslHandler.class).applicationProtocol();
            for (WireProtocol protocol : protocols) {
                if (protocol.name().equals(agreed)) {
                    protocol.install(ctx.pipeline());
                    ctx.pipeline().remove(this);
                    return;
                }
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (over) {
            bytes.release();
            return;
        }
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
            if (isTls(bytes)) {
                // No TLS record begins like this: the client knows then, whatever TLS it has.
                ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), NO_TLS_HERE));
            }
            giveUp(ctx, describe(bytes));
        }
    }

    private static boolean isTls(ByteBuf bytes) {
        return bytes.readableBytes() >= Short.BYTES && bytes.getUnsignedShort(bytes.readerIndex()) == TLS_HANDSHAKE;
    }

    /** Whether TLS failed since the peer speaks without it. */
    public static boolean isPlaintext(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        // BoringSSL tells by the names of its errors only.
        return failure instanceof NotSslRecordException
                || message.contains("WRONG_VERSION_NUMBER")
                || message.contains("HTTP_REQUEST");
    }

    private static String describe(ByteBuf bytes) {
        if (isTls(bytes)) {
            return "speaks TLS, which this port does not";
        }
        int start = bytes.readerIndex();
        return "speaks no protocol served here: its first bytes are "
                + ByteBufUtil.hexDump(bytes, start, Math.min(bytes.readableBytes(), MAX_BYTES));
    }

    private void giveUp(ChannelHandlerContext ctx, String why) {
        if (!over) {
            over = true;
            LOG.debug("{} {}", ctx.channel().remoteAddress(), why);
            ctx.close();
        }
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
