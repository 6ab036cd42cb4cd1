package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How TLS begins, with peers that do it otherwise, late or not at all; the peers are the JDK's sockets. By the JDK's TLS, and
 * in a subclass by OpenSSL's.
 */
class TlsHandshakeTest {
    private static final byte[] HTTP_1 = "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final CountedTransport transport = CountedTransport.create();

    /** For what takes as long as the timeout. */
    private final CountedTransport impatient =
            CountedTransport.of(settings -> settings.handshakeTimeout(Duration.ofMillis(500)));

    @AfterEach
    void nothingIsLeft() {
        transport.close();
        impatient.close();
    }

    TlsProvider provider() {
        return TlsProvider.JDK;
    }

    private TestServer serve() throws IOException {
        return serve(transport);
    }

    private TestServer serve(CountedTransport transport) throws IOException {
        return TestServer.on(transport.get().with(TestCertificates.server().provider(provider())));
    }

    private Transport client(Protocol protocol) {
        return client(transport, protocol);
    }

    private Transport client(CountedTransport transport, Protocol protocol) {
        return transport
                .get()
                .with(settings -> settings.withProtocol(protocol)
                        .withTls(TestCertificates.client().provider(provider())));
    }

    private static SSLSocket jdkClient(TestServer server, String... alpn) throws IOException {
        SSLSocket socket = (SSLSocket) TestCertificates.jdk()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.portNumber());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(alpn);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLServerSocket jdkPort() throws IOException {
        return (SSLServerSocket) TestCertificates.jdk()
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private static String failure(Connecting connecting) {
        Status status = Connecting.get(connecting.closed);
        assertEquals(StatusCode.UNAVAILABLE, status.code());
        return status.message();
    }

    private static void assertContains(String part, String message) {
        assertTrue(message.contains(part), message);
    }

    private static void assertNativeIsSpoken(SSLSocket socket) {
        try (ScriptedPeer peer = ScriptedPeer.over(socket)) {
            peer.shakeHands(ScriptedPeer.clientHello());
            peer.request(1, MethodKind.UNARY, "a/echo", 3);
            assertEquals(1, peer.read(FrameType.REPLY).streamId());
        }
    }

    @Test
    void aClientThatNamesTheProtocolIsServedIt() throws IOException {
        try (TestServer server = serve()) {
            SSLSocket socket = jdkClient(server, "tern/1", "h2");
            assertEquals("h2", socket.getApplicationProtocol());
            socket.close();
            SSLSocket second = jdkClient(server, "tern/1");
            assertEquals("tern/1", second.getApplicationProtocol());
            assertNativeIsSpoken(second);
        }
    }

    @Test
    void aClientThatNamesNoProtocolIsServedWhatItsFirstBytesSay() throws IOException {
        try (TestServer server = serve()) {
            assertNativeIsSpoken(jdkClient(server));
        }
    }

    @Test
    void aClientThatNamesNoProtocolServedHereIsServedWhatItsFirstBytesSay() throws IOException {
        try (TestServer server = serve()) {
            SSLSocket socket = jdkClient(server, "http/1.1");
            assertEquals("", socket.getApplicationProtocol());
            assertNativeIsSpoken(socket);
        }
    }

    @Test
    void aClientThatDoesNotBeginWithTlsInTimeIsClosed() throws IOException {
        try (TestServer server = serve(impatient);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.portNumber())) {
            ScriptedPeer.over(socket).readToEnd();
            assertNull(server.connections.peek());
        }
    }

    @Test
    void aClientThatSaysNothingAfterTlsIsClosedToo() throws IOException {
        // One deadline for TLS and what follows: it must not pass before this side, which is new to TLS, is through
        // with that.
        try (CountedTransport patient =
                        CountedTransport.of(settings -> settings.handshakeTimeout(Duration.ofSeconds(3)));
                TestServer server = serve(patient)) {
            ScriptedPeer.over(jdkClient(server)).readToEnd();
            assertNull(server.connections.peek());
        }
    }

    @Test
    void aConnectionThatDoesNotGetThroughTlsCounts() throws IOException {
        try (CountedTransport narrow = CountedTransport.of(settings -> settings.maxConnections(1)
                        .tls(TestCertificates.server())
                        .tls(TestCertificates.client()));
                TestServer server = TestServer.on(narrow.get());
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.portNumber())) {
            assertTrue(first.isConnected());
            failure(Connecting.to(narrow.get(), server.address()));
        }
    }

    @Test
    void aServerThatDoesNotAnswerInTimeIsGivenUp() throws IOException {
        try (ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(client(impatient, Protocol.NATIVE), ScriptedPeer.addressOf(port));
            assertContains("TLS handshake failed: handshake timed out after 500ms", failure(connecting));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientWithoutTlsIsToldThatThePortHasIt(Protocol wire) throws IOException {
        try (TestServer server = serve()) {
            Connecting connecting =
                    Connecting.to(transport.get().with(settings -> settings.withProtocol(wire)), server.address());
            assertContains("the server's port speaks TLS and the channel does not; set tls", failure(connecting));
            assertNull(server.connections.peek());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientWithTlsIsToldThatThePortHasNone(Protocol wire) throws IOException {
        try (TestServer server = TestServer.on(transport.get())) {
            Connecting connecting = Connecting.to(client(wire), server.address());
            assertContains("the server's port speaks plaintext and the channel TLS; take tls off", failure(connecting));
            assertNull(server.connections.peek());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientWithoutTlsIsToldOfItWhenAServerSaysNothing(Protocol wire) throws IOException {
        try (ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(
                    transport.get().with(settings -> settings.withProtocol(wire)), ScriptedPeer.addressOf(port));
            ScriptedPeer.accept(port).close();
            assertContains("before it said anything", failure(connecting));
            assertContains("if its port speaks TLS, set tls on the channel's builder", failure(connecting));
        }
    }

    @Test
    void aClientWithTlsIsToldWhenTheServerAnswersWithout() throws IOException {
        try (ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(client(Protocol.NATIVE), ScriptedPeer.addressOf(port));
            try (ScriptedPeer peer = ScriptedPeer.accept(port)) {
                peer.send(out -> out.writeBytes(HTTP_1));
                assertContains("the server's port speaks plaintext", failure(connecting));
            }
        }
    }

    @Test
    void grpcIsNotSpokenWithAServerThatDoesNotAgreeToHttp2() throws IOException {
        try (SSLServerSocket port = jdkPort()) {
            Connecting connecting = Connecting.to(
                    client(Protocol.GRPC), new InetSocketAddress(port.getInetAddress(), port.getLocalPort()));
            try (SSLSocket socket = (SSLSocket) port.accept()) {
                socket.startHandshake();
                assertContains("the server agrees to ALPN protocol none, not to h2", failure(connecting));
            }
        }
    }

    @Test
    void theNativeWireIsSpokenWithAServerThatKnowsNoAlpn() throws IOException {
        try (SSLServerSocket port = jdkPort()) {
            Connecting connecting = Connecting.to(
                    client(Protocol.NATIVE), new InetSocketAddress(port.getInetAddress(), port.getLocalPort()));
            SSLSocket socket = (SSLSocket) port.accept();
            socket.startHandshake();
            try (ScriptedPeer peer = ScriptedPeer.over(socket)) {
                peer.shakeHands(Hello.DEFAULT);
                connecting.connection();
            }
        }
    }

    @Test
    void aServerThatGoesDuringTheHandshakeIsUnavailable() throws IOException {
        try (ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(client(Protocol.NATIVE), ScriptedPeer.addressOf(port));
            ScriptedPeer.accept(port).close();
            assertContains("is this a port without TLS?", failure(connecting));
        }
    }

    @Test
    void closingTheTransportEndsAHandshake() throws IOException {
        CountedTransport closing = CountedTransport.of(settings -> settings.tls(TestCertificates.client()));
        try (ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(closing.get(), ScriptedPeer.addressOf(port));
            try (ScriptedPeer peer = ScriptedPeer.accept(port)) {
                closing.close();
                assertContains("transport closed", failure(connecting));
                peer.readToEnd();
            }
        }
    }
}
