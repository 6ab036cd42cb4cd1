package dev.tern.rpc.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a client's protocol until the server has said something, and knows better than the protocol why a server
 * says nothing, or something of another kind: most often one side has TLS and the other has not. Event loop.
 */
final class FirstAnswer extends ChannelInboundHandlerAdapter {
    /** Types of TLS records, from change_cipher_spec to application_data (RFC 8446, section 5.1). */
    private static final int FIRST_RECORD_TYPE = 20;

    private static final int LAST_RECORD_TYPE = 23;

    /** The first byte of the version in a record, of all versions since SSL 3. */
    private static final int RECORD_VERSION = 3;

    private static final String USE_TLS = "set tls on the channel's builder";

    private final boolean secure;

    /** Whether the protocol was told why the connection is over. */
    private boolean told;

    /**
     * A handler for one connection.
     *
     * @param secure whether it has TLS
     */
    FirstAnswer(boolean secure) {
        this.secure = secure;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        String fault = secure ? null : fault(bytes);
        if (fault != null) {
            bytes.release();
            if (!told) {
                tell(ctx, new IOException(fault));
            }
            return;
        }
        ctx.fireChannelRead(bytes);
        ctx.pipeline().remove(this);
    }

    private static @Nullable String fault(ByteBuf bytes) {
        int start = bytes.readerIndex();
        int length = bytes.readableBytes();
        if (length >= Short.BYTES) {
            int type = bytes.getUnsignedByte(start);
            if (type >= FIRST_RECORD_TYPE
                    && type <= LAST_RECORD_TYPE
                    && bytes.getUnsignedByte(start + 1) == RECORD_VERSION) {
                return "the server's port speaks TLS and the channel does not; " + USE_TLS;
            }
        }
        return null;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!told && !secure) {
            tell(ctx, silent(null));
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (told) {
            ctx.fireExceptionCaught(cause);
        } else if (secure && TlsProfile.isIn(SSLException.class, cause)) {
            tell(ctx, new IOException("TLS failed: " + TlsHandshake.describe(cause), cause));
        } else if (!secure && cause instanceof IOException) {
            tell(ctx, silent(cause));
        } else {
            tell(ctx, cause);
        }
    }

    private static IOException silent(@Nullable Throwable cause) {
        String reset = cause == null ? "" : " (" + cause.getMessage() + ")";
        return new IOException(
                "the server closed the connection before it said anything" + reset + "; if its port speaks TLS, "
                        + USE_TLS,
                cause);
    }

    private void tell(ChannelHandlerContext ctx, Throwable why) {
        told = true;
        ctx.fireExceptionCaught(why);
    }
}
