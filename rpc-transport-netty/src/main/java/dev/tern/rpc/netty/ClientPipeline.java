package dev.tern.rpc.netty;

import dev.tern.rpc.netty.framed.FramedProtocol;
import dev.tern.rpc.netty.grpc.GrpcProtocol;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.channel.ChannelPipeline;

/** What stands on a connection that is made: the protocol it is to speak. */
final class ClientPipeline {
    private final TransportSettings settings;
    private final ConnectSettings connecting;
    private final Authority authority;
    private final LiveConnections registry;
    private final ConnectionListener listener;

    ClientPipeline(
            TransportSettings settings,
            ConnectSettings connecting,
            Authority authority,
            LiveConnections registry,
            ConnectionListener listener) {
        this.settings = settings;
        this.connecting = connecting;
        this.authority = authority;
        this.registry = registry;
        this.listener = listener;
    }

    /** Puts it on a channel that is going to be connected. */
    void install(ChannelPipeline pipeline) {
        switch (connecting.protocol()) {
            case NATIVE -> FramedProtocol.connect(pipeline, settings.client(), registry, listener);
            case GRPC -> GrpcProtocol.connect(pipeline, settings.grpc(), registry, listener, authority.text(), false);
        }
    }
}
