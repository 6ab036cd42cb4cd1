package dev.tern.rpc.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.Backoff;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.client.ClientChannelBuilder;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.server.ServerBuilder;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * What the themes of the contract share: servers and channels that each test makes on the transport under test, and at
 * the end of each test the proof that nothing is left of it.
 */
@Timeout(120)
abstract class Contract {
    /** What a transport lets through unless told otherwise. */
    static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    /** Long enough for whatever must happen before it passes, short enough to wait for. */
    static final Duration SHORT = Duration.ofMillis(100);

    static final CallOptions WAITING = CallOptions.DEFAULT.withWaiting(CallOptions.Waiting.WAIT_FOR_READY);

    private final TransportContractTest subject;
    private final Set<Thread> threadsBefore = ternThreads();
    private final List<Server> servers = new ArrayList<>();
    private final List<ClientChannel> channels = new ArrayList<>();
    private @Nullable Transport serverTransport;
    private @Nullable Transport clientTransport;

    Contract(TransportContractTest subject) {
        this.subject = subject;
    }

    /** The transport that all servers of a test use. */
    final Transport serverTransport() {
        if (serverTransport == null) {
            serverTransport = subject.newTransport();
        }
        return serverTransport;
    }

    /** The transport that all channels of a test use. */
    final Transport clientTransport() {
        if (clientTransport == null) {
            clientTransport = subject.newClientTransport(serverTransport());
        }
        return clientTransport;
    }

    /** A running server with a service. */
    final Server serve(TextService service) {
        return serve(service, settings -> settings);
    }

    /** A running server with a service, and settings of its own. */
    final Server serve(TextService service, UnaryOperator<ServerBuilder> settings) {
        return serveAt(newAddress(), settings.andThen(server -> server.add(service.bind()))::apply);
    }

    /** A running server at a given address. */
    final Server serveAt(SocketAddress address, UnaryOperator<ServerBuilder> settings) {
        try {
            Server server =
                    settings.apply(Server.builder(serverTransport(), address)).start();
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to listen. */
    final SocketAddress newAddress() {
        return subject.newAddress();
    }

    /** An address at which nobody listens any more. */
    final SocketAddress deserted() {
        try (Server server = serve(TextService.echo())) {
            return server.address();
        }
    }

    /** A channel to the server made last: the same one each time. */
    final ClientChannel channel() {
        if (channels.isEmpty()) {
            return channelTo(servers.get(servers.size() - 1).address());
        }
        return channels.get(0);
    }

    /** Another channel. */
    final ClientChannel channelTo(SocketAddress address) {
        return channelTo(address, settings -> settings);
    }

    /** Another channel, with settings of its own. */
    final ClientChannel channelTo(SocketAddress address, UnaryOperator<ClientChannelBuilder> settings) {
        ClientChannelBuilder builder = ClientChannel.builder(clientTransport(), FixedResolver.of(address))
                .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)));
        ClientChannel channel = settings.apply(builder).build();
        channels.add(channel);
        return channel;
    }

    /** A unary call, blocking. */
    final Text ask(Text request) {
        return BlockingCalls.unary(channel(), CallOptions.DEFAULT, TextService.UNARY, request);
    }

    /** A unary call, blocking. */
    final Text ask(String request) {
        return ask(new Text(request));
    }

    /** A unary call, asynchronous. */
    final CompletableFuture<Text> askLater(String request) {
        return AsyncCalls.unary(channel(), CallOptions.DEFAULT, TextService.UNARY, new Text(request));
    }

    /** How a call fails. */
    static RpcException failureOf(Executable call) {
        return assertThrows(RpcException.class, call);
    }

    /** How a call of the future fails. */
    static RpcException failureOf(CompletableFuture<?> future) {
        return assertThrows(RpcException.class, () -> Await.value(future));
    }

    /** What each test ends with: every call over, everything closed, no thread and no buffer left. */
    @AfterEach
    final void nothingIsLeft() {
        for (Server server : servers) {
            Await.until("no calls in flight", () -> server.callsInFlight() == 0);
        }
        channels.forEach(ClientChannel::close);
        servers.forEach(Server::close);
        if (clientTransport != null && clientTransport != serverTransport) {
            clientTransport.close();
        }
        if (serverTransport != null) {
            Objects.requireNonNull(serverTransport).close();
        }
        Await.until("threads have ended", () -> threadsBefore.containsAll(ternThreads()));
        subject.assertNothingLeaked();
    }

    private static Set<Thread> ternThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("tern-"))
                .collect(Collectors.toSet());
    }
}
