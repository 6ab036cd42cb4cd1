package dev.tern.rpc.netty;

import dev.tern.rpc.netty.framed.FramedProtocol;
import dev.tern.rpc.netty.grpc.GrpcProtocol;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.ProtocolSniffer;
import dev.tern.rpc.transport.ConnectionAcceptor;
import io.netty.channel.ChannelPipeline;
import java.util.List;

/** What stands on a connection that a port accepted: all protocols, of which the client shows one. */
final class ServerPipeline {
    private final TransportSettings settings;
    private final LiveConnections registry;
    private final ConnectionAcceptor acceptor;

    ServerPipeline(TransportSettings settings, LiveConnections registry, ConnectionAcceptor acceptor) {
        this.settings = settings;
        this.registry = registry;
        this.acceptor = acceptor;
    }

    /** Puts them on a channel that was accepted. */
    void install(ChannelPipeline pipeline) {
        FramedProtocol framed = new FramedProtocol(settings.server(), registry, acceptor);
        GrpcProtocol grpc = new GrpcProtocol(settings.grpc(), registry, acceptor);
        pipeline.addLast(new ProtocolSniffer(List.of(framed, grpc), settings.handshakeTimeoutMillis()));
    }
}
