package dev.tern.rpc.benchmarks.peers.armeria;

import com.google.protobuf.ByteString;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.ClientFactoryBuilder;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import dev.tern.rpc.benchmarks.peers.proto.EchoGrpc;
import dev.tern.rpc.benchmarks.peers.proto.Payload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;

/** gRPC by Armeria, whose handlers run on the event loop unless told otherwise. Has no variant. */
public final class ArmeriaPeer implements Peer {
    public ArmeriaPeer(String variant) {
        if (!variant.isEmpty()) {
            throw new IllegalArgumentException("no variant '" + variant + "'");
        }
    }

    @Override
    public PeerServer serve(Conditions conditions) throws IOException, GeneralSecurityException {
        boolean tls = conditions.workload().tls();
        ServerBuilder server = Server.builder()
                .port(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        tls ? SessionProtocol.HTTPS : SessionProtocol.HTTP)
                .workerGroup(1)
                .service(GrpcService.builder().addService(new EchoService()).build());
        if (tls) {
            server.tls(conditions.keys().identity());
        }
        Server started = server.build();
        started.start().join();
        return new Serving(started);
    }

    @Override
    public PeerClient connect(Conditions conditions, int port) throws IOException, GeneralSecurityException {
        ClientFactoryBuilder factory = ClientFactory.builder().workerGroup(1);
        if (conditions.workload().tls()) {
            TrustManagerFactory trust = conditions.keys().trust();
            factory.tlsCustomizer(context -> context.trustManager(trust));
        }
        ClientFactory built = factory.build();
        String protocol = conditions.workload().tls() ? "gproto+h2" : "gproto+h2c";
        EchoGrpc.EchoStub stub = GrpcClients.builder(protocol + "://" + HOST + ":" + port)
                .factory(built)
                .responseTimeout(Duration.ofSeconds(DEADLINE_SECONDS))
                .build(EchoGrpc.EchoStub.class);
        Payload request = Payload.newBuilder()
                .setData(ByteString.copyFrom(new byte[conditions.workload().payloadBytes()]))
                .build();
        return new EchoClient(built, stub, request);
    }

    private record Serving(Server server) implements PeerServer {
        @Override
        public int port() {
            return server.activeLocalPort();
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
