package dev.tern.rpc.benchmarks.peers.dubbo;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.compare.harness.Conditions;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.PeerServer;
import dev.tern.rpc.benchmarks.peers.proto.Payload;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.config.ApplicationConfig;
import org.apache.dubbo.config.ProtocolConfig;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.RegistryConfig;
import org.apache.dubbo.config.ServiceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Dubbo. The variant is the protocol: {@code dubbo} or {@code tri}, which is Triple. */
public final class DubboPeer implements Peer {
    private static final int TIMEOUT_MILLIS = (int) TimeUnit.SECONDS.toMillis(DEADLINE_SECONDS);

    /** Dubbo's default. It has no queue: the server refuses calls that find none idle, so that more in flight need more. */
    private static final int THREADS = 200;

    /** One that is free. */
    private static final int ANY_PORT = -1;

    private final String protocol;

    public DubboPeer(String variant) {
        this.protocol = variant;
    }

    private boolean isTriple() {
        return protocol.equals("tri");
    }

    @Override
    public PeerServer serve(Conditions conditions) {
        int threads = Math.max(THREADS, conditions.workload().inFlight());
        return isTriple()
                ? serve(PayloadEcho.class, new Services.Payloads(), threads)
                : serve(MessageEcho.class, new Services.Messages(), threads);
    }

    private <S> PeerServer serve(Class<S> type, S implementation, int threads) {
        ServiceConfig<S> service = new ServiceConfig<>();
        service.setInterface(type);
        service.setRef(implementation);
        DubboBootstrap dubbo = dubbo();
        ProtocolConfig listening = new ProtocolConfig(protocol, ANY_PORT);
        listening.setThreads(threads);
        dubbo.protocol(listening).service(service).start();
        return new Serving(dubbo, service.getExportedUrls().get(0).getPort());
    }

    @Override
    public PeerClient connect(Conditions conditions, int port) {
        byte[] data = new byte[conditions.workload().payloadBytes()];
        DubboBootstrap dubbo = dubbo();
        if (isTriple()) {
            Payload request =
                    Payload.newBuilder().setData(ByteString.copyFrom(data)).build();
            return new TripleClient(dubbo, refer(dubbo, PayloadEcho.class, port), request);
        }
        return new DubboClient(dubbo, refer(dubbo, MessageEcho.class, port), new Message(data));
    }

    private <S> S refer(DubboBootstrap dubbo, Class<S> type, int port) {
        ReferenceConfig<S> reference = new ReferenceConfig<>();
        reference.setInterface(type);
        reference.setUrl(protocol + "://" + HOST + ":" + port);
        reference.setTimeout(TIMEOUT_MILLIS);
        dubbo.reference(reference).start();
        return reference.get();
    }

    private static DubboBootstrap dubbo() {
        ApplicationConfig application = new ApplicationConfig("echo");
        application.setQosEnable(false);
        application.setEnableFileCache(false);
        return DubboBootstrap.getInstance()
                .application(application)
                .registry(new RegistryConfig(RegistryConfig.NO_AVAILABLE));
    }

    private record Serving(DubboBootstrap dubbo, int port) implements PeerServer {
        @Override
        public void close() {
            dubbo.stop();
        }
    }
}
