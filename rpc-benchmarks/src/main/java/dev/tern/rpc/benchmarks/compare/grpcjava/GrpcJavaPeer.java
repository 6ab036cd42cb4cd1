package dev.tern.rpc.benchmarks.compare.grpcjava;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;

/**
 * grpc-java on the Netty it brings along. The variant is {@code direct}, everything on one event loop a side, or {@code defaults}.
 * With TLS it uses the BoringSSL that it brings along.
 */
public final class GrpcJavaPeer implements Peer {
    private final boolean direct;

    public GrpcJavaPeer(String variant) {
        this.direct = variant.equals("direct");
    }

    @Override
    public PeerServer serve(Conditions conditions) throws IOException {
        NettyServerBuilder server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(Methods.service());
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
        NettyChannelBuilder channel = NettyChannelBuilder.forAddress(HOST, port);
        if (direct) {
            EventLoop loop = EventLoop.create();
            channel.directExecutor().eventLoopGroup(loop.group()).channelType(loop.socket());
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
        Payload request = Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[conditions.workload().payloadBytes()]))
                .build();
        return new GrpcJavaClient(channel.build(), request);
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
