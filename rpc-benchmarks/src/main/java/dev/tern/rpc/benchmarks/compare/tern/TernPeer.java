package dev.tern.rpc.benchmarks.compare.tern;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import dev.tern.rpc.benchmarks.proto.Payload;
import dev.tern.rpc.netty.ClientTls;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.NettyTransport;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.ServerTls;
import dev.tern.rpc.server.Server;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/**
 * The library. The variant is a wire, {@code native} or {@code grpc}; then where handlers and callbacks run, {@code direct},
 * {@code pool} or {@code virtual}; then, unless calls are to be made by callbacks, {@code future} or {@code blocking}.
 */
public final class TernPeer implements Peer {
    private final Protocol wire;
    private final String executor;
    private final String stub;

    public TernPeer(String variant) {
        List<String> words = List.of(variant.split(" ", -1));
        this.wire = Protocol.valueOf(words.get(0).toUpperCase(Locale.ROOT));
        this.executor = words.get(1);
        this.stub = words.size() > 2 ? words.get(2) : "callback";
    }

    @Override
    public PeerServer serve(Conditions conditions) throws IOException {
        EchoService service = new EchoService();
        NettyTransport transport = oneLoop();
        NettyServer server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport)
                .add(executor.equals("direct") ? service.neverBlocking() : service.blocking());
        switch (executor) {
            case "direct" -> server.directExecutor();
            case "virtual" -> server.virtualThreads();
            case "pool" -> {} // as it comes
            default -> throw new IllegalArgumentException("no executor '" + executor + "'");
        }
        if (conditions.workload().tls()) {
            server.tls(serverTls(conditions));
        }
        return new Serving(server.start(), transport, service);
    }

    @Override
    public PeerClient connect(Conditions conditions, int port) throws IOException {
        NettyTransport transport = oneLoop();
        NettyChannel channel =
                NettyChannel.builder(HOST + ":" + port).transport(transport).protocol(wire);
        switch (executor) {
            case "direct" -> channel.directExecutor();
            case "virtual" -> channel.executor(VirtualThreads.executor());
            default -> {} // as it comes
        }
        if (conditions.workload().tls()) {
            channel.tls(clientTls(conditions));
        }
        Payload request = Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[conditions.workload().payloadBytes()]))
                .build();
        return switch (stub) {
            case "callback" -> new AsyncClient(channel.build(), transport, request, AsyncClient.Style.CALLBACK);
            case "future" -> new AsyncClient(channel.build(), transport, request, AsyncClient.Style.FUTURE);
            case "blocking" -> new BlockingClient(channel.build(), transport, request, callers());
            default -> throw new IllegalArgumentException("no stub '" + stub + "'");
        };
    }

    private static NettyTransport oneLoop() {
        return NettyTransport.builder().eventLoopThreads(1).build();
    }

    private static ServerTls serverTls(Conditions conditions) throws IOException {
        try {
            return ServerTls.of(conditions.keys().identity());
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    private static ClientTls clientTls(Conditions conditions) throws IOException {
        try {
            return ClientTls.trusting(conditions.keys().trust());
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    private ThreadFactory callers() {
        return executor.equals("virtual") ? VirtualThreads.factory() : new DefaultThreadFactory("caller", true);
    }

    /** A server that runs. */
    private record Serving(Server server, NettyTransport transport, EchoService service) implements PeerServer {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public long received() {
            return service.received();
        }

        @Override
        public void close() {
            server.close();
            transport.close();
        }
    }
}
