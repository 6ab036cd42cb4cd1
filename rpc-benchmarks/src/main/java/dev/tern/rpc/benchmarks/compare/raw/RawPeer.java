package dev.tern.rpc.benchmarks.compare.raw;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;

/** Netty with protobuf and nothing else: the limit. Has no variant. */
public final class RawPeer implements Peer {
    /** Of one read. Adapts to what comes; small to begin with, and large enough for long messages. */
    private static final AdaptiveRecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(1_024, 64 * 1_024, 256 * 1_024);

    public RawPeer(String variant) {
        if (!variant.isEmpty()) {
            throw new IllegalArgumentException("no variant '" + variant + "'");
        }
    }

    @Override
    public PeerServer serve(Conditions conditions) throws IOException, InterruptedException {
        Loop loop = Loop.create();
        AtomicLong notes = new AtomicLong();
        Pipeline<ServerHandler> pipeline = new Pipeline<>(
                conditions.workload().tls() ? serverTls(conditions) : null, () -> new ServerHandler(notes));
        Channel port = new ServerBootstrap()
                .group(loop.group())
                .channel(loop.serverSocket())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .childHandler(pipeline)
                .bind(HOST, 0)
                .sync()
                .channel();
        return new Serving(port, loop, notes);
    }

    @Override
    public PeerClient connect(Conditions conditions, int port) throws IOException, InterruptedException {
        Loop loop = Loop.create();
        Payload request = Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[conditions.workload().payloadBytes()]))
                .build();
        ClientHandler handler = new ClientHandler(request, conditions.workload().inFlight());
        Channel channel = new Bootstrap()
                .group(loop.group())
                .channel(loop.socket())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, READS)
                .handler(new Pipeline<>(conditions.workload().tls() ? clientTls(conditions) : null, () -> handler))
                .connect(HOST, port)
                .sync()
                .channel();
        ChannelHandlerContext context = channel.pipeline().context(handler);
        return new RawClient(context, handler, loop);
    }

    private static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
    }

    private static SslContext serverTls(Conditions conditions) throws IOException {
        try {
            return SslContextBuilder.forServer(conditions.keys().identity())
                    .sslProvider(provider())
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    private static SslContext clientTls(Conditions conditions) throws IOException {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(conditions.keys().trust())
                    .sslProvider(provider())
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    private record Serving(Channel channel, Loop loop, AtomicLong notes) implements PeerServer {
        @Override
        public int port() {
            return ((InetSocketAddress) channel.localAddress()).getPort();
        }

        @Override
        public long received() {
            return notes.get();
        }

        @Override
        public void close() {
            loop.close();
        }
    }
}
