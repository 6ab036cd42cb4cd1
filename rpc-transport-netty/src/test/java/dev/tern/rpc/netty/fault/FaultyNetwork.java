package dev.tern.rpc.netty.fault;

import dev.tern.rpc.client.Backoff;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.client.ClientChannelBuilder;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.netty.CountedTransport;
import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.server.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A server, a channel to it, and a bad network between them. Closing it makes sure that every call ended exactly once on
 * each side, and that no buffer and no thread is left.
 */
final class FaultyNetwork implements AutoCloseable {
    /** Short, but not over before calls that may not wait have heard of the failure. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofMillis(100));

    private final Set<Thread> threadsBefore = threads();
    final Books books = new Books();
    final CountedTransport serverTransport;
    final CountedTransport clientTransport;
    final Server server;
    final FaultProxy proxy;
    final ClientChannel channel;

    private FaultyNetwork(
            Protocol protocol, UnaryOperator<NettyTransportBuilder> settings, TextService service, Link up, Link down) {
        serverTransport = CountedTransport.of(settings);
        clientTransport = CountedTransport.of(all -> settings.apply(all).protocol(protocol));
        try {
            server = Server.builder(serverTransport.get(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .add(service.bind())
                    .intercept(books.onServer())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        proxy = FaultProxy.to(server.address(), Seed.value(), up, down);
        channel = channelTo(proxy.address());
    }

    /** Passes everything on until told otherwise. */
    static FaultyNetwork of(Protocol protocol, TextService service) {
        return of(protocol, settings -> settings, service, Link.CLEAR, Link.CLEAR);
    }

    /** With settings for both sides' transports, and links to the server and to the client. */
    static FaultyNetwork of(
            Protocol protocol, UnaryOperator<NettyTransportBuilder> settings, TextService service, Link up, Link down) {
        return new FaultyNetwork(protocol, settings, service, up, down);
    }

    /** Another channel on the client's transport; who asks for it closes it. */
    ClientChannel channelTo(SocketAddress address) {
        return builder(address).build();
    }

    private ClientChannelBuilder builder(SocketAddress address) {
        return ClientChannel.builder(clientTransport.get(), FixedResolver.of(address))
                .backoff(BACKOFF)
                .intercept(books.onClient());
    }

    /** The peer as messages name it. */
    String peer() {
        return "127.0.0.1:" + proxy.address().getPort();
    }

    @Override
    public void close() {
        closeAmongOthers();
        Await.until("threads have ended", () -> threadsBefore.containsAll(threads()));
    }

    /** Closes it while there are others, of which there may be threads. */
    void closeAmongOthers() {
        Await.until("the server has no calls in flight", () -> server.callsInFlight() == 0);
        channel.close();
        server.close();
        clientTransport.close();
        serverTransport.close();
        proxy.close();
        Await.until("every call has ended on both sides: " + books, books::allEnded);
        books.assertBalanced();
    }

    /** Those of transports, channels, servers and proxies. */
    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().startsWith("tern-") || thread.getName().startsWith("fault-proxy"))
                .collect(Collectors.toSet());
    }
}
