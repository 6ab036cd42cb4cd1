package dev.tern.rpc.interop;

import dev.tern.rpc.netty.NettyServer;
import dev.tern.rpc.netty.NettyTransport;
import dev.tern.rpc.server.Server;
import io.grpc.testing.integration.TestServiceRpc;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;

/** A running server of the interop service, with a transport that takes messages as large as the cases send. */
final class InteropServer implements AutoCloseable {
    /** What both sides take: a payload and what is around it. */
    static final int MAX_MESSAGE_BYTES = Payloads.MAX_BYTES + 1_024;

    /** How long calls in flight may take once the server is told to stop. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final NettyTransport transport;
    private final Server server;

    private InteropServer(NettyTransport transport, Server server) {
        this.transport = transport;
        this.server = server;
    }

    /**
     * Starts a server, for both wires.
     *
     * @param tls whether to use TLS, with the certificate that all interop servers have
     * @throws IOException if the address can't be listened at
     */
    static InteropServer start(SocketAddress address, boolean tls) throws IOException {
        NettyTransport transport =
                NettyTransport.builder().maxMessageBytes(MAX_MESSAGE_BYTES).build();
        try {
            NettyServer server = NettyServer.on(address)
                    .transport(transport)
                    .add(TestServiceRpc.bind(new InteropService()))
                    .intercept(new MetadataEcho(), new CompressionGuard());
            if (tls) {
                server.tls(TestCertificates.server());
            }
            return new InteropServer(transport, server.start());
        } catch (IOException | RuntimeException failure) {
            transport.close();
            throw failure;
        }
    }

    int port() {
        return server.port();
    }

    void awaitTermination() throws InterruptedException {
        server.awaitTermination();
    }

    /** Lets calls in flight end, then stops. */
    void drain() throws InterruptedException {
        server.drain(GRACE);
    }

    @Override
    public void close() {
        server.close();
        transport.close();
    }
}
