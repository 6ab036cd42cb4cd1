package dev.tern.rpc.netty;

import dev.tern.rpc.balance.Balancer;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.client.Backoff;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.client.ClientChannelBuilder;
import dev.tern.rpc.resolve.DnsResolver;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Channels over TCP. {@code NettyChannel.to("localhost:50051")} is all that most callers need.
 *
 * <p>A channel has a transport of its own, with one event loop thread, unless {@link #transport} shares one.
 */
public final class NettyChannel {
    private final Resolver resolver;
    private final List<Consumer<ClientChannelBuilder>> settings = new ArrayList<>();
    private final List<UnaryOperator<ConnectSettings>> connecting = new ArrayList<>();
    private @Nullable NettyTransport shared;
    private @Nullable Duration busyPoll;

    private NettyChannel(Resolver resolver) {
        this.resolver = resolver;
    }

    /**
     * A channel with default settings. It connects with the first call; close it when done.
     *
     * @param target {@code host:port}; an IPv6 address stands in brackets
     * @throws IllegalArgumentException if the target has another form
     */
    public static ClientChannel to(String target) {
        return builder(target).build();
    }

    /**
     * A builder of a channel to a host.
     *
     * @param target {@code host:port}; an IPv6 address stands in brackets
     * @throws IllegalArgumentException if the target has another form
     */
    public static NettyChannel builder(String target) {
        return builder(DnsResolver.of(target, NettyChannel::lookUp));
    }

    /** A builder of a channel to what a resolver finds. */
    public static NettyChannel builder(Resolver resolver) {
        return new NettyChannel(Objects.requireNonNull(resolver, "resolver"));
    }

    /**
     * Uses a transport with others, instead of one of the channel's own; it is then not closed with the channel. Its builder
     * has the settings of connections: limits, timeouts, event loops.
     */
    public NettyChannel transport(NettyTransport transport) {
        shared = Objects.requireNonNull(transport, "transport");
        return this;
    }

    /** As {@link #busyPoll(Duration)}, for 1 ms. */
    public NettyChannel busyPoll() {
        return busyPoll(NettyServer.BUSY_POLL);
    }

    /**
     * As {@link NettyTransportBuilder#busyPoll} for the channel's event loop, unless its transport is shared, whose builder
     * tells it; and as {@link ClientChannelBuilder#busyPoll} for threads that wait in blocking stubs. Lower latency for the
     * price of cores. Default: none.
     */
    public NettyChannel busyPoll(Duration spin) {
        busyPoll = Objects.requireNonNull(spin, "spin");
        return this;
    }

    /** Which wire the channel speaks. Default: what its transport says, {@link Protocol#NATIVE} unless told otherwise. */
    public NettyChannel protocol(Protocol protocol) {
        Objects.requireNonNull(protocol, "protocol");
        return connecting(settings -> settings.withProtocol(protocol));
    }

    /** Has the channel speak TLS. Default: what its transport says, no TLS unless told otherwise. */
    public NettyChannel tls(ClientTls tls) {
        Objects.requireNonNull(tls, "tls");
        return connecting(settings -> settings.withTls(tls));
    }

    /**
     * Whom the channel means to talk to, where that is not whom it connects to, as with a proxy or a tunnel between: what
     * the server's certificate must be issued to, and what the gRPC wire sends as {@code :authority}. Default: host and port of the address that a connection is made to, which
     * are the target's unless the resolver gave addresses without their names.
     *
     * @param authority {@code host} or {@code host:port}; an IPv6 address stands in brackets
     * @throws IllegalArgumentException if it has another form, naming it
     */
    public NettyChannel authority(String authority) {
        Authority read = Authority.of(authority);
        with(channel -> channel.authority(authority));
        return connecting(settings -> settings.withAuthority(read));
    }

    /** As {@link ClientChannelBuilder#executor}: where callbacks run. Default: a bounded pool of the channel's own. */
    public NettyChannel executor(Executor executor) {
        return with(channel -> channel.executor(executor));
    }

    /** As {@link ClientChannelBuilder#directExecutor}: callbacks run on the event loop and must not block. */
    public NettyChannel directExecutor() {
        return with(ClientChannelBuilder::directExecutor);
    }

    /** As {@link ClientChannelBuilder#intercept}: the first interceptor added is outermost. */
    public NettyChannel intercept(ClientInterceptor... interceptors) {
        return with(channel -> channel.intercept(interceptors));
    }

    /** As {@link ClientChannelBuilder#balance}. */
    public NettyChannel balance(Balancer balancer) {
        return with(channel -> channel.balance(balancer));
    }

    /** As {@link ClientChannelBuilder#backoff}. */
    public NettyChannel backoff(Backoff backoff) {
        return with(channel -> channel.backoff(backoff));
    }

    /** As {@link ClientChannelBuilder#maxWaitingCalls}. */
    public NettyChannel maxWaitingCalls(int maxWaitingCalls) {
        return with(channel -> channel.maxWaitingCalls(maxWaitingCalls));
    }

    /** As {@link ClientChannelBuilder#maxCallsPerConnection}. Default 16,384, or what the server allows if that is fewer. */
    public NettyChannel maxCallsPerConnection(int maxCallsPerConnection) {
        return with(channel -> channel.maxCallsPerConnection(maxCallsPerConnection));
    }

    /** As {@link ClientChannelBuilder#whenFull}: whether calls wait when connections have as many as they may. */
    public NettyChannel whenFull(WhenFull whenFull) {
        return with(channel -> channel.whenFull(whenFull));
    }

    /** The channel. It connects with the first call; close it when done. */
    public ClientChannel build() {
        NettyTransport own = shared;
        Duration spin = busyPoll;
        if (own == null) {
            NettyTransportBuilder builder = NettyTransport.builder().eventLoopThreads(1);
            NettyTransport made = (spin == null ? builder : builder.busyPoll(spin)).build();
            with(channel -> channel.closing(made::close));
            own = made;
        }
        if (spin != null) {
            with(channel -> channel.busyPoll(spin));
        }
        Transport transport = own.with(this::connecting);
        ClientChannelBuilder channel =
                ClientChannel.builder(transport, resolver).closing(transport::close);
        settings.forEach(setting -> setting.accept(channel));
        return channel.build();
    }

    private ConnectSettings connecting(ConnectSettings defaults) {
        ConnectSettings changed = defaults;
        for (UnaryOperator<ConnectSettings> change : connecting) {
            changed = change.apply(changed);
        }
        return changed;
    }

    private NettyChannel connecting(UnaryOperator<ConnectSettings> change) {
        connecting.add(change);
        return this;
    }

    private NettyChannel with(Consumer<ClientChannelBuilder> setting) {
        settings.add(setting);
        return this;
    }

    /** Look-ups are rare and may take seconds: a thread each. */
    private static void lookUp(Runnable task) {
        Thread thread = new Thread(task, "tern-lookup");
        thread.setDaemon(true);
        thread.start();
    }
}
