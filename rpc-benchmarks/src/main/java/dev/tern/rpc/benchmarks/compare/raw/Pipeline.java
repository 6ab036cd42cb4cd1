package dev.tern.rpc.benchmarks.compare.raw;

import dev.tern.rpc.benchmarks.compare.harness.Peer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets up connections: TLS, if any, and the one handler.
 *
 * @param <H> that handler
 */
final class Pipeline<H extends ChannelHandler> extends ChannelInitializer<Channel> {
    private final @Nullable SslContext tls;
    private final Supplier<H> handler;

    Pipeline(@Nullable SslContext tls, Supplier<H> handler) {
        this.tls = tls;
        this.handler = handler;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc(), Peer.HOST, 0));
        }
        channel.pipeline().addLast(handler.get());
    }
}
