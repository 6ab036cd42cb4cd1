package dev.tern.rpc.netty;

import dev.tern.rpc.netty.framed.FramedProtocol;
import dev.tern.rpc.netty.grpc.GrpcProtocol;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.transport.ConnectStep;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** What stands on a connection that is made: the protocol it is to speak, after TLS if it has that. */
final class ClientPipeline {
    private final TransportSettings settings;
    private final ConnectSettings connecting;
    private final @Nullable LiveTls tls;
    private final SocketAddress address;
    private final Authority authority;
    private final LiveConnections registry;
    private final ConnectionListener listener;

    ClientPipeline(
            TransportSettings settings,
            ConnectSettings connecting,
            @Nullable LiveTls tls,
            SocketAddress address,
            LiveConnections registry,
            ConnectionListener listener) {
        this.settings = settings;
        this.connecting = connecting;
        this.tls = tls;
        this.address = address;
        this.authority = connecting.authorityAt(address);
        this.registry = registry;
        this.listener = listener;
    }

    /** Puts it on a channel that is going to be connected. */
    void install(ChannelPipeline pipeline) {
        pipeline.addLast(
                new ConnectProgress(listener, tls == null ? ConnectStep.HANDSHAKE : ConnectStep.TLS_HANDSHAKE));
        if (tls == null) {
            speak(pipeline);
            return;
        }
        int port = address instanceof InetSocketAddress inet ? inet.getPort() : 0;
        // With host and port sessions to resume are found.
        SslHandler handler =
                tls.use(context -> context.newHandler(pipeline.channel().alloc(), authority.host(), port));
        if (handler == null) {
            pipeline.channel().close();
            return;
        }
        handler.setHandshakeTimeoutMillis(settings.handshakeTimeoutMillis());
        pipeline.addLast(handler, new TlsHandshake(address, connecting.protocol(), listener, this::speakOverTls));
    }

    private void speakOverTls(ChannelPipeline pipeline) {
        listener.onStep(ConnectStep.HANDSHAKE);
        speak(pipeline);
    }

    private void speak(ChannelPipeline pipeline) {
        pipeline.addLast(new FirstAnswer(tls != null));
        switch (connecting.protocol()) {
            case NATIVE -> FramedProtocol.connect(pipeline, settings.client(), registry, listener);
            case GRPC ->
                GrpcProtocol.connect(
                        pipeline, settings.grpcClient(), registry, listener, authority.text(), tls != null);
        }
    }
}
