package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.Recognition;
import dev.tern.rpc.netty.io.WireProtocol;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;

/** gRPC over HTTP/2, as servers offer it and clients use it. */
public final class GrpcProtocol implements WireProtocol {
    private final GrpcSettings settings;
    private final LiveConnections registry;
    private final ConnectionAcceptor acceptor;

    /** The protocol on a port that gives its connections to an acceptor. */
    public GrpcProtocol(GrpcSettings settings, LiveConnections registry, ConnectionAcceptor acceptor) {
        this.settings = settings;
        this.registry = registry;
        this.acceptor = acceptor;
    }

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public Recognition recognise(ByteBuf bytes) {
        return Recognition.NO;
    }

    @Override
    public void install(ChannelPipeline pipeline) {
        throw new UnsupportedOperationException(settings + " " + registry + acceptor);
    }

    /**
     * Adds a client's end of the protocol to a channel that is going to be connected.
     *
     * @param authority what goes into {@code :authority}, {@code host:port}
     * @param secure whether the channel has TLS, which is what {@code :scheme} says
     */
    public static void connect(
            ChannelPipeline pipeline,
            GrpcSettings settings,
            LiveConnections registry,
            ConnectionListener listener,
            String authority,
            boolean secure) {
        pipeline.fireExceptionCaught(
                new UnsupportedOperationException(authority + secure + settings + registry + listener));
    }
}
