package dev.tern.rpc.benchmarks.compare.grpcjava;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Connections;
import dev.tern.rpc.benchmarks.compare.harness.Extras;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import dev.tern.rpc.benchmarks.compare.harness.Workload;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/**
 * grpc-java on the Netty it brings along. The variant is {@code direct}, everything on one event loop a side, {@code direct
 * blocking}, where threads wait for the calls, or {@code defaults}. With TLS it uses the BoringSSL that it brings along.
 */
public final class GrpcJavaPeer implements Peer {
    private final boolean direct;
    private final boolean blocking;

    public GrpcJavaPeer(String variant) {
        this.direct = variant.startsWith("direct");
        this.blocking = variant.endsWith("blocking");
    }

    @Override
    public PeerServer serve(Conditions conditions) throws IOException {
        NettyServerBuilder server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(Methods.service());
        Extras extras = conditions.workload().extras();
        if (!extras.metadata().isEmpty()) {
            server.intercept(new ExpectedMetadata(extras));
        }
        for (int i = 0; i < extras.interceptors(); i++) {
            server.intercept(new PassingOn());
        }
        if (extras.roomBytes() > 0) {
            server.maxInboundMessageSize(extras.roomBytes()).initialFlowControlWindow(extras.roomBytes());
        }
        if (direct) {
            EventLoop loop = EventLoop.create();
            server.directExecutor()
                    .bossEventLoopGroup(loop.group())
                    .workerEventLoopGroup(loop.group())
                    .channelType(loop.serverSocket());
        }
        if (conditions.workload().tls()) {
            try {
                server.sslContext(GrpcSslContexts.configure(
                                SslContextBuilder.forServer(conditions.keys().identity()))
                        .build());
            } catch (GeneralSecurityException unusable) {
                throw new IOException(unusable);
            }
        }
        return new Serving(server.build().start());
    }

    @Override
    public PeerClient connect(Conditions conditions, int port) throws IOException {
        Workload workload = conditions.workload();
        Optional<EventLoop> loop = direct ? Optional.of(EventLoop.create()) : Optional.empty();
        Payload request = Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[workload.payloadBytes()]))
                .build();
        Optional<ThreadFactory> callers =
                blocking ? Optional.of(new DefaultThreadFactory("caller", true)) : Optional.empty();
        return Connections.of(
                conditions, () -> new GrpcJavaClient(channel(conditions, port, loop), request, callers), () -> {});
    }

    private static ManagedChannel channel(Conditions conditions, int port, Optional<EventLoop> loop)
            throws IOException {
        NettyChannelBuilder channel = NettyChannelBuilder.forAddress(HOST, port);
        loop.ifPresent(
                one -> channel.directExecutor().eventLoopGroup(one.group()).channelType(one.socket()));
        Extras extras = conditions.workload().extras();
        if (!extras.metadata().isEmpty()) {
            channel.intercept(ExpectedMetadata.sent(extras));
        }
        for (int i = 0; i < extras.interceptors(); i++) {
            channel.intercept(new PassingOn());
        }
        if (extras.roomBytes() > 0) {
            channel.maxInboundMessageSize(extras.roomBytes()).initialFlowControlWindow(extras.roomBytes());
        }
        if (conditions.workload().tls()) {
            try {
                channel.sslContext(GrpcSslContexts.forClient()
                        .trustManager(conditions.keys().trust())
                        .build());
            } catch (GeneralSecurityException unusable) {
                throw new IOException(unusable);
            }
        } else {
            channel.usePlaintext();
        }
        return channel.build();
    }

    private record Serving(Server server) implements PeerServer {
        @Override
        public int port() {
            return server.getPort();
        }

        @Override
        public void close() {
            server.shutdownNow();
        }
    }
}
