package dev.tern.rpc.netty;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PingIntervals;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Calls over TCP. Knows resolved {@link InetSocketAddress}es. Its ports serve every {@link Protocol}; the connections it
 * makes speak the one that the builder says, or the channel that shares it. Listeners are called on its event loops.
 */
public final class NettyTransport implements Transport {
    /** Connections the kernel keeps that were not accepted yet. */
    private static final int ACCEPT_BACKLOG = 1_024;

    private final TransportSettings settings;
    private final EventLoops loops;
    private final TlsFiles tlsFiles = new TlsFiles();

    /** The TLS of connections of which nobody says anything else; null for none. */
    private final @Nullable LiveTls clientTls;

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Sockets that are open, ports and connections. */
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    /** Connections that are not over, if only because someone has not taken the last messages. Any thread. */
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private final PingIntervals pingIntervals = new PingIntervals();

    private final LiveConnections registry = new LiveConnections() {
        @Override
        public void begun(Connection connection) {
            connections.add(connection);
        }

        @Override
        public void ended(Connection connection) {
            connections.remove(connection);
        }

        @Override
        public PingIntervals pingIntervals() {
            return pingIntervals;
        }
    };

    NettyTransport(TransportSettings settings) {
        this.settings = settings;
        this.clientTls = tlsOf(settings.connecting(), use -> {});
        this.loops = EventLoops.of(settings.eventLoopThreads(), settings.spinNanos());
    }

    /** A transport with the default settings; close it when done. */
    public static NettyTransport create() {
        return builder().build();
    }

    /** Settings for a transport. */
    public static NettyTransportBuilder builder() {
        return new NettyTransportBuilder();
    }

    /** This transport with other settings for the connections that are made through it; closing that closes nothing. */
    Transport with(UnaryOperator<ConnectSettings> change) {
        ConnectSettings connecting = change.apply(settings.connecting());
        if (connecting.tls() == settings.connecting().tls()
                && connecting.protocol() == settings.connecting().protocol()) {
            return new SharedTransport(this, connecting, clientTls, settings.tls(), () -> {});
        }
        List<TlsFiles.Use> own = new ArrayList<>(1);
        LiveTls tls = tlsOf(connecting, own::add);
        return new SharedTransport(this, connecting, tls, settings.tls(), () -> own.forEach(TlsFiles.Use::close));
    }

    /** This transport with TLS on the ports that are opened through it; closing that closes nothing. */
    Transport with(ServerTls tls) {
        return new SharedTransport(this, settings.connecting(), clientTls, tls, () -> {});
    }

    private @Nullable LiveTls tlsOf(ConnectSettings connecting, Consumer<TlsFiles.Use> owner) {
        ClientTls tls = connecting.tls();
        if (tls == null) {
            return null;
        }
        TlsFiles.Use use =
                tlsFiles.use(tls.profile(), List.of(connecting.protocol().alpn()));
        owner.accept(use);
        return use.tls();
    }

    @Override
    public void connect(SocketAddress address, ConnectionListener listener) {
        connect(address, settings.connecting(), clientTls, listener);
    }

    void connect(
            SocketAddress address, ConnectSettings connecting, @Nullable LiveTls tls, ConnectionListener listener) {
        if (closed.get()) {
            listener.onClosed(StatusCode.UNAVAILABLE.withMessage("can't connect to " + address + ": transport closed"));
            return;
        }
        ClientPipeline pipeline = new ClientPipeline(settings, connecting, tls, address, registry, listener);
        Bootstrap bootstrap = new Bootstrap();
        loops.silenceTimeout(bootstrap::option, settings.silenceTimeoutMillis());
        bootstrap
                .group(loops.group())
                .channel(loops.socket())
                .option(ChannelOption.ALLOCATOR, settings.allocator())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.connectTimeoutMillis())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, settings.watermarks())
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        pipeline.install(channel.pipeline());
                    }
                })
                .connect(address)
                .addListener((ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        Throwable cause = connected.cause();
                        listener.onClosed(StatusCode.UNAVAILABLE
                                .withMessage("can't connect to " + address + ": "
                                        + (closed.get() ? "transport closed" : TlsProfile.message(cause)))
                                .withCause(cause));
                    }
                });
    }

    @Override
    public ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) throws IOException {
        return listen(address, settings.tls(), acceptor);
    }

    ListeningPort listen(SocketAddress address, @Nullable ServerTls tls, ConnectionAcceptor acceptor)
            throws IOException {
        if (closed.get()) {
            throw new IOException("can't listen at " + address + ": transport closed");
        }
        AcceptedConnections accepted = new AcceptedConnections(settings.maxConnections());
        TlsFiles.Use use = tls == null ? null : tlsFiles.use(tls.profile(), ServerTls.ALPN);
        ServerPipeline pipeline = new ServerPipeline(settings, use == null ? null : use.tls(), registry, acceptor);
        ServerBootstrap bootstrap = new ServerBootstrap();
        loops.silenceTimeout(bootstrap::childOption, settings.silenceTimeoutMillis());
        ChannelFuture bound = bootstrap
                .group(loops.group())
                .channel(loops.serverSocket())
                .option(ChannelOption.SO_BACKLOG, ACCEPT_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, settings.allocator())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, settings.watermarks())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        switch (accepted.add(channel)) {
                            case STAYS -> {
                                channels.add(channel);
                                pipeline.install(channel.pipeline());
                            }
                            case TURNED_AWAY -> {
                                channels.add(channel);
                                pipeline.turnAway(channel.pipeline(), accepted.complaint());
                            }
                            case CLOSED -> {}
                        }
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (use != null) {
            bound.channel().closeFuture().addListener(closed -> use.close());
        }
        if (!bound.isSuccess()) {
            throw new IOException(
                    "can't listen at " + address + ": " + bound.cause().getMessage(), bound.cause());
        }
        channels.add(bound.channel());
        return new NettyPort(bound.channel(), loops);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            for (Connection connection : connections) {
                connection.close(StatusCode.UNAVAILABLE.withMessage("transport closed"));
            }
            // Not as a stream: that relies on a size which connections change as they end.
            List<ChannelFuture> gone = new ArrayList<>();
            for (Channel channel : channels) {
                gone.add(channel.closeFuture());
            }
            channels.close();
            if (!loops.isCurrent()) {
                for (ChannelFuture channel : gone) {
                    channel.awaitUninterruptibly();
                }
            }
            tlsFiles.close();
            loops.close();
        }
    }
}
