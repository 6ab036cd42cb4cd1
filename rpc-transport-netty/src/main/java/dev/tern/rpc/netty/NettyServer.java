package dev.tern.rpc.netty;

import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.ServerInterceptor;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.server.ServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Servers over TCP: {@code NettyServer.on(50051).add(GreeterRpc.bind(service)).start()}.
 *
 * <p>A server has a transport of its own, with an event loop thread a core, unless {@link #transport} shares one.
 */
public final class NettyServer {
    /** Longer than what passes between calls where latency matters, short enough for a machine to rest at night. */
    static final Duration BUSY_POLL = Duration.ofMillis(1);

    private final SocketAddress address;
    private final List<Consumer<ServerBuilder>> settings = new ArrayList<>();
    private @Nullable NettyTransport shared;
    private @Nullable Duration busyPoll;
    private @Nullable ServerTls tls;

    private NettyServer(SocketAddress address) {
        this.address = address;
    }

    /**
     * A builder of a server that listens on all of the machine's addresses.
     *
     * @param port 0 for any free one, which {@link Server#port} tells
     * @throws IllegalArgumentException if not 0 to 65535
     */
    public static NettyServer on(int port) {
        return on(new InetSocketAddress(port));
    }

    /** A builder of a server that listens at an address. */
    public static NettyServer on(SocketAddress address) {
        return new NettyServer(Objects.requireNonNull(address, "address"));
    }

    /**
     * Uses a transport with others, instead of one of the server's own; it is then not closed with the server. Its builder has
     * the settings of connections: limits, timeouts, event loops.
     */
    public NettyServer transport(NettyTransport transport) {
        shared = Objects.requireNonNull(transport, "transport");
        return this;
    }

    /** As {@link #busyPoll(Duration)}, for 1 ms. */
    public NettyServer busyPoll() {
        return busyPoll(BUSY_POLL);
    }

    /**
     * As {@link NettyTransportBuilder#busyPoll}: lower latency for the price of cores. For a server with a transport of its
     * own; one that is shared is told by its own builder, and {@link #start} refuses to. Default: none.
     */
    public NettyServer busyPoll(Duration spin) {
        busyPoll = Objects.requireNonNull(spin, "spin");
        return this;
    }

    /** Has the port speak TLS, and nothing else. Default: what its transport says, no TLS unless told otherwise. */
    public NettyServer tls(ServerTls tls) {
        this.tls = Objects.requireNonNull(tls, "tls");
        return this;
    }

    /** Adds a service. */
    public NettyServer add(ServiceBinding service) {
        Objects.requireNonNull(service, "service");
        return with(server -> server.add(service));
    }

    /** As {@link ServerBuilder#intercept}: the first interceptor added is outermost. */
    public NettyServer intercept(ServerInterceptor... interceptors) {
        return with(server -> server.intercept(interceptors));
    }

    /** As {@link ServerBuilder#handlerPool}. Default: 64 threads, 32,768 calls waiting. */
    public NettyServer handlerPool(int threads, int maxQueued) {
        return with(server -> server.handlerPool(threads, maxQueued));
    }

    /** As {@link ServerBuilder#executor}: handlers run there instead of in the pool. */
    public NettyServer executor(Executor executor) {
        return with(server -> server.executor(executor));
    }

    /** As {@link ServerBuilder#directExecutor}: handlers run on the event loops and must not block. */
    public NettyServer directExecutor() {
        return with(ServerBuilder::directExecutor);
    }

    /** As {@link ServerBuilder#virtualThreads}: each call on a virtual thread of its own; needs JDK 21. */
    public NettyServer virtualThreads() {
        return with(ServerBuilder::virtualThreads);
    }

    /** As {@link ServerBuilder#interruptOnCancel}: handlers that nobody waits for are interrupted. */
    public NettyServer interruptOnCancel() {
        return with(ServerBuilder::interruptOnCancel);
    }

    /** As {@link ServerBuilder#drainOnShutdown}: a JVM that is told to end lets calls in flight end for so long. */
    public NettyServer drainOnShutdown(Duration grace) {
        return with(server -> server.drainOnShutdown(grace));
    }

    /** As {@link ServerBuilder#maxCallsInFlight}. Default 65,536. */
    public NettyServer maxCallsInFlight(int maxCallsInFlight) {
        return with(server -> server.maxCallsInFlight(maxCallsInFlight));
    }

    /** As {@link ServerBuilder#onCallEnd}: told once of the end of every call, those that are refused too. */
    public NettyServer onCallEnd(Consumer<CallReport> watcher) {
        return with(server -> server.onCallEnd(watcher));
    }

    /**
     * Starts the server; close it when done.
     *
     * @throws IOException if the address can't be listened at; the message names it
     */
    public Server start() throws IOException {
        NettyTransport transport = shared == null ? ownTransport() : requireShared(shared);
        ServerBuilder server = Server.builder(tls == null ? transport : transport.with(tls), address);
        settings.forEach(setting -> setting.accept(server));
        if (shared == null) {
            server.closing(transport::close);
        }
        try {
            return server.start();
        } catch (IOException | RuntimeException failure) {
            if (shared == null) {
                transport.close();
            }
            throw failure;
        }
    }

    private NettyTransport ownTransport() {
        NettyTransportBuilder own = NettyTransport.builder();
        return (busyPoll == null ? own : own.busyPoll(busyPoll)).build();
    }

    private NettyTransport requireShared(NettyTransport shared) {
        if (busyPoll != null) {
            throw new IllegalStateException(
                    "busyPoll is for the event loops of a transport, and this one is shared with"
                            + " others: say it to its builder, NettyTransport.builder().busyPoll(...)");
        }
        return shared;
    }

    private NettyServer with(Consumer<ServerBuilder> setting) {
        settings.add(setting);
        return this;
    }
}
