package dev.tern.rpc.netty;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.io.ProtocolSniffer;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Stands on a client's connection until TLS is there, and then makes room for the protocol. If it does not come to that,
 * tells the connection's listener why, once the socket is gone. Event loop.
 */
final class TlsHandshake extends ChannelDuplexHandler {
    private final SocketAddress address;
    private final Protocol protocol;
    private final ConnectionListener listener;
    private final Consumer<ChannelPipeline> speak;

    /** Why there will be no connection; null while there may be. The first reason is kept. */
    private @Nullable Status failure;

    /**
     * A handler for one connection.
     *
     * @param address for messages
     * @param protocol which the server must agree to
     * @param listener hears of failure, and is the protocol's after that
     * @param speak adds the protocol
     */
    TlsHandshake(
            SocketAddress address, Protocol protocol, ConnectionListener listener, Consumer<ChannelPipeline> speak) {
        this.address = address;
        this.protocol = protocol;
        this.listener = listener;
        this.speak = speak;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
        } else if (!handshake.isSuccess()) {
            fail(ctx, handshake.cause());
        } else {
            String chosen = ctx.pipeline().get(SslHandler.class).applicationProtocol();
            if (protocol.acceptsAlpn(chosen)) {
                speak.accept(ctx.pipeline());
                ctx.pipeline().remove(this);
            } else {
                String named = chosen == null ? "none" : chosen;
                fail(ctx, failed("the server agrees to ALPN protocol " + named + ", not to " + protocol.alpn()));
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    /** The transport closes all its channels: what is heard of that from below must not be laid at the server's door. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (failure == null) {
            failure = failed("transport closed");
        }
        ctx.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        listener.onClosed(failure == null ? failed("the connection was closed") : failure);
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, failed(describe(cause)).withCause(cause));
    }

    private void fail(ChannelHandlerContext ctx, Status why) {
        if (failure == null) {
            failure = why;
            ctx.close();
        }
    }

    private Status failed(String why) {
        return StatusCode.UNAVAILABLE.withMessage("can't connect to " + address + ": TLS handshake failed: " + why);
    }

    /** What is known of a failure of TLS, in words that help. */
    static String describe(Throwable cause) {
        if (ProtocolSniffer.isPlaintext(cause)) {
            return "the server's port speaks plaintext and the channel TLS; take tls off the channel, or set it on the server";
        }
        if (cause instanceof IOException && !(cause instanceof SSLException)) {
            return "the server closed the connection; is this a port without TLS?";
        }
        String message = TlsProfile.message(cause);
        String lower = message.toLowerCase(Locale.ROOT);
        // As the JDK words an alert, or OpenSSL.
        return lower.contains("alert") && lower.contains("certificate")
                ? message
                        + "; the server does not take this client's certificate, or wants one: ClientTls.withCertificate"
                : message;
    }
}
