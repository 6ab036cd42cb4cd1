package dev.tern.rpc.benchmarks.compare.tern;

import com.google.protobuf.ByteString;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Connections;
import dev.tern.rpc.benchmarks.compare.harness.Extras;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import dev.tern.rpc.benchmarks.compare.harness.Workload;
import dev.tern.rpc.benchmarks.proto.Payload;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.netty.ClientTls;
import dev.tern.rpc.netty.NettyChannel;
import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.NettyTransport;
import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.ServerTls;
import dev.tern.rpc.server.Server;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;

/**
 * The library. The variant is a wire, {@code native} or {@code grpc}; then where handlers and callbacks run, {@code direct},
 * {@code pool} or {@code virtual}; then, unless calls are to be made by callbacks, {@code future} or {@code blocking}; and last, if
 * event loops and callers that wait are to look for what comes before they sleep, {@code busy}.
 */
public final class TernPeer implements Peer {
    private static final String BUSY = "busy";

    /** As long as the library's own {@code busyPoll()}, which transports that are shared do not have. */
    private static final Duration SPIN = Duration.ofMillis(1);

    private final Protocol wire;
    private final String executor;
    private final String stub;
    private final boolean busy;

    public TernPeer(String variant) {
        List<String> words = List.of(variant.split(" ", -1));
        this.wire = Protocol.valueOf(words.get(0).toUpperCase(Locale.ROOT));
        this.executor = words.get(1);
        this.stub = words.size() > 2 && !words.get(2).equals(BUSY) ? words.get(2) : "callback";
        this.busy = words.get(words.size() - 1).equals(BUSY);
    }

    @Override
    public PeerServer serve(Conditions conditions) throws IOException {
        Extras extras = conditions.workload().extras();
        EchoService service = new EchoService(extras);
        NettyTransport transport = oneLoop(extras);
        NettyServer server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport)
                .add(executor.equals("direct") ? service.neverBlocking() : service.blocking());
        for (int i = 0; i < extras.interceptors(); i++) {
            server.intercept(new PassingOn());
        }
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
        Workload workload = conditions.workload();
        NettyTransport transport = oneLoop(workload.extras());
        return Connections.of(
                conditions, () -> client(channel(conditions, transport, port), workload), transport::close);
    }

    private ClientChannel channel(Conditions conditions, NettyTransport transport, int port) throws IOException {
        NettyChannel channel =
                NettyChannel.builder(HOST + ":" + port).transport(transport).protocol(wire);
        switch (executor) {
            case "direct" -> channel.directExecutor();
            case "virtual" -> channel.executor(VirtualThreads.executor());
            default -> {} // as it comes
        }
        if (busy) {
            channel.busyPoll(SPIN);
        }
        for (int i = 0; i < conditions.workload().extras().interceptors(); i++) {
            channel.intercept(new PassingOn());
        }
        if (conditions.workload().tls()) {
            channel.tls(clientTls(conditions));
        }
        return channel.build();
    }

    private PeerClient client(ClientChannel channel, Workload workload) {
        Metadata.Builder metadata = Metadata.builder();
        workload.extras().metadata().forEach(entry -> metadata.addText(entry.getKey(), entry.getValue()));
        Payload request = Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[workload.payloadBytes()]))
                .build();
        return switch (stub) {
            case "callback" -> new AsyncClient(channel, metadata.build(), request, AsyncClient.Style.CALLBACK);
            case "future" -> new AsyncClient(channel, metadata.build(), request, AsyncClient.Style.FUTURE);
            case "blocking" -> new BlockingClient(channel, metadata.build(), request, callers());
            default -> throw new IllegalArgumentException("no stub '" + stub + "'");
        };
    }

    private NettyTransport oneLoop(Extras extras) {
        NettyTransportBuilder transport = NettyTransport.builder().eventLoopThreads(1);
        if (busy) {
            transport.busyPoll(SPIN);
        }
        if (extras.roomBytes() > 0) {
            transport.maxMessageBytes(extras.roomBytes()).streamCreditBytes(extras.roomBytes());
        }
        return transport.build();
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
