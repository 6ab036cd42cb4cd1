package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectStep;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How far a connection has come is told step by step, so that calls which wait for it can say so. */
class ConnectStepsTest {
    private static final MethodDescriptor<byte[], byte[]> METHOD =
            MethodDescriptor.of(MethodKind.UNARY, "a", "echo", BytesMarshaller.BYTES, BytesMarshaller.BYTES);

    private final CountedTransport transport = CountedTransport.create();

    @AfterEach
    void nothingIsLeft() {
        transport.close();
    }

    @ParameterizedTest
    @EnumSource
    void plainConnectionIsReachedAndShakesHands(Protocol protocol) throws IOException {
        try (TestServer server = TestServer.on(transport.get())) {
            Steps steps = connect(transport.get().with(settings -> settings.withProtocol(protocol)), server.address());
            Connecting.get(steps.ready);
            assertEquals(List.of(ConnectStep.HANDSHAKE), steps.told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tlsComesBeforeTheProtocolsHandshake(Protocol protocol) throws IOException {
        try (TestServer server = TestServer.on(transport.get().with(TestCertificates.server()))) {
            Transport client = transport
                    .get()
                    .with(settings -> settings.withProtocol(protocol).withTls(TestCertificates.client()));
            Steps steps = connect(client, server.address());
            Connecting.get(steps.ready);
            assertEquals(List.of(ConnectStep.TLS_HANDSHAKE, ConnectStep.HANDSHAKE), steps.told);
        }
    }

    @Test
    void peerThatDoesNotAnswerToTlsIsReachedAndNoMore() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Transport client = transport.get().with(settings -> settings.withTls(TestCertificates.client()));
            Steps steps = connect(client, silent.getLocalSocketAddress());
            silent.accept().close();
            Connecting.get(steps.closed);
            assertEquals(List.of(ConnectStep.TLS_HANDSHAKE), steps.told);
        }
    }

    @Test
    void addressThatRefusesIsNamedWithTheQuestionWhetherTheServerRuns() throws IOException {
        InetSocketAddress deserted;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deserted = (InetSocketAddress) gone.getLocalSocketAddress();
        }
        Steps steps = connect(transport.get(), deserted);
        Connecting.get(steps.closed);
        assertEquals(List.of(), steps.told);
        try (ClientChannel channel = ClientChannel.builder(transport.get(), FixedResolver.of(deserted))
                .build()) {
            Outcome end = assertThrows(
                            RpcException.class,
                            () -> BlockingCalls.unary(channel, CallOptions.DEFAULT, METHOD, new byte[1]))
                    .outcome();
            assertEquals(StatusCode.UNAVAILABLE, end.status().code());
            assertEquals(CallPhase.CONNECTING, end.phase());
            assertEquals("is the server running at that address and port?", end.hint());
            assertTrue(end.toString().contains("; caused by ConnectException"), end::toString);
        }
    }

    private static Steps connect(Transport transport, SocketAddress address) {
        Steps steps = new Steps();
        transport.connect(address, steps);
        return steps;
    }

    private static final class Steps implements ConnectionListener {
        private final List<ConnectStep> told = new CopyOnWriteArrayList<>();
        private final CompletableFuture<ClientConnection> ready = new CompletableFuture<>();
        private final CompletableFuture<Status> closed = new CompletableFuture<>();

        @Override
        public void onStep(ConnectStep step) {
            told.add(step);
        }

        @Override
        public void onReady(ClientConnection connection) {
            ready.complete(connection);
        }

        @Override
        public void onDraining() {}

        @Override
        public void onClosed(Status reason) {
            closed.complete(reason);
        }
    }
}
