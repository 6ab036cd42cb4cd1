package dev.tern.rpc.netty;

import dev.tern.rpc.netty.framed.FramedProtocol;
import dev.tern.rpc.netty.grpc.GrpcProtocol;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.ProtocolSniffer;
import dev.tern.rpc.netty.io.TurnedAway;
import dev.tern.rpc.netty.io.WireProtocol;
import dev.tern.rpc.transport.ConnectionAcceptor;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands on a connection that a port accepted: TLS, if it has that, and all protocols, of which the client shows one. */
final class ServerPipeline {
    private final TransportSettings settings;
    private final @Nullable LiveTls tls;
    private final LiveConnections registry;
    private final ConnectionAcceptor acceptor;

    ServerPipeline(
            TransportSettings settings, @Nullable LiveTls tls, LiveConnections registry, ConnectionAcceptor acceptor) {
        this.settings = settings;
        this.tls = tls;
        this.registry = registry;
        this.acceptor = acceptor;
    }

    /** Puts them on a channel that was accepted. */
    void install(ChannelPipeline pipeline) {
        if (tls != null) {
            SslHandler handler =
                    tls.use(context -> context.newHandler(pipeline.channel().alloc()));
            if (handler == null) {
                // The port is closed already.
                pipeline.channel().close();
                return;
            }
            // ProtocolSniffer has a deadline for TLS and what follows.
            handler.setHandshakeTimeoutMillis(0);
            pipeline.addLast(handler);
        }
        pipeline.addLast(new ProtocolSniffer(protocols(), settings.handshakeTimeoutMillis()));
    }

    /**
     * Puts on a channel what tells its client, in the words of its protocol, why it is not wanted. Not over TLS, whose
     * handshake is more work than a server that is full should do for that: there the channel is closed.
     */
    void turnAway(ChannelPipeline pipeline, String why) {
        if (tls != null) {
            pipeline.channel().close();
            return;
        }
        List<WireProtocol> refusing = new ArrayList<>();
        for (WireProtocol protocol : protocols()) {
            refusing.add(new TurnedAway(protocol, why));
        }
        pipeline.addLast(new ProtocolSniffer(refusing, TurnedAway.PATIENCE_MILLIS));
    }

    private List<WireProtocol> protocols() {
        return List.of(
                new FramedProtocol(settings.server(), registry, acceptor),
                new GrpcProtocol(settings.grpcServer(), registry, acceptor));
    }
}
