package dev.tern.rpc.benchmarks.peers.rsocket;

import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * RSocket over TCP, with payloads that are not copied before they are decoded. The variant is how messages are encoded, {@code
 * protobuf} or {@code bytes}, and may end with {@code no-deadlines}, which is about unary calls.
 */
public final class RSocketPeer implements Peer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final IntFunction<Coding> codings;
    private final boolean deadlines;

    public RSocketPeer(String variant) {
        List<String> words = List.of(variant.split(" ", -1));
        this.codings = Coding.named(words.get(0));
        this.deadlines = !words.contains("no-deadlines");
    }

    @Override
    public PeerServer serve(Conditions conditions) throws IOException, GeneralSecurityException {
        LoopResources loops = LoopResources.create("echo", 1, true);
        EchoSocket socket = new EchoSocket(codings);
        TcpServer tcp = TcpServer.create().host(HOST).port(0).runOn(loops);
        if (conditions.workload().tls()) {
            SslContext tls = SslContextBuilder.forServer(conditions.keys().identity())
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .build();
            tcp = tcp.secure(spec -> spec.sslContext(tls));
        }
        CloseableChannel port = RSocketServer.create(SocketAcceptor.with(socket))
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .bindNow(TcpServerTransport.create(tcp));
        return new Serving(port, loops, socket);
    }

    @Override
    public PeerClient connect(Conditions conditions, int port) throws IOException, GeneralSecurityException {
        LoopResources loops = LoopResources.create("calls", 1, true);
        CompletableFuture<Channel> connected = new CompletableFuture<>();
        TcpClient tcp = TcpClient.create()
                .host(HOST)
                .port(port)
                .runOn(loops)
                .doOnConnected(connection -> connected.complete(connection.channel()));
        if (conditions.workload().tls()) {
            SslContext tls = SslContextBuilder.forClient()
                    .trustManager(conditions.keys().trust())
                    .sslProvider(SslProvider.OPENSSL_REFCNT)
                    .build();
            tcp = tcp.secure(spec -> spec.sslContext(tls));
        }
        RSocket socket = RSocketConnector.create()
                .payloadDecoder(PayloadDecoder.ZERO_COPY)
                .connect(TcpClientTransport.create(tcp))
                .block(PATIENCE);
        if (socket == null) {
            throw new IOException("connected to nothing");
        }
        int bytes = conditions.workload().payloadBytes();
        return new EchoClient(socket, connected.join(), loops, codings.apply(bytes), bytes, deadlines);
    }

    private record Serving(CloseableChannel channel, LoopResources loops, EchoSocket socket) implements PeerServer {
        @Override
        public int port() {
            return channel.address().getPort();
        }

        @Override
        public long received() {
            return socket.received();
        }

        @Override
        public void close() {
            channel.dispose();
            loops.dispose();
        }
    }
}
