package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static dev.tern.rpc.netty.ClientCertificates.OPTIONAL;
import static dev.tern.rpc.netty.ClientCertificates.REQUIRED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.RequestHead;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in by TLS, and whom a client believes; by the JDK's TLS, and in a subclass by OpenSSL's. */
class TlsTrustTest {
    private final CountedTransport transport = CountedTransport.create();

    @AfterEach
    void nothingIsLeft() {
        transport.close();
    }

    TlsProvider provider() {
        return TlsProvider.JDK;
    }

    private TestServer serve(ServerTls tls) throws IOException {
        return TestServer.on(transport.get().with(tls.provider(provider())));
    }

    private static ServerTls asking(ClientCertificates need) {
        return TestCertificates.server().clientCertificates(need, TestCertificates.issuers());
    }

    private Connecting connect(TestServer server, UnaryOperator<ConnectSettings> settings) {
        return Connecting.to(
                transport.get().with(defaults -> {
                    ConnectSettings changed = settings.apply(defaults);
                    return changed.withTls(Objects.requireNonNull(changed.tls()).provider(provider()));
                }),
                server.address());
    }

    private Connecting connect(TestServer server, ClientTls tls) {
        return connect(server, settings -> settings.withTls(tls));
    }

    private static void assertServed(Connecting connecting) {
        Heard heard = Heard.of();
        RequestHead head = new RequestHead("a/echo", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
        connecting.connection().open(head, heard).send(new byte[100_000], BYTES, true);
        assertEquals(100_000, heard.message().length);
        assertEquals(Status.OK, heard.closed().status());
    }

    private static void assertRefused(Connecting connecting, TestServer server, String why) {
        Status status = Connecting.get(connecting.closed);
        assertEquals(StatusCode.UNAVAILABLE, status.code());
        assertTrue(status.message().contains(why), status.message());
        assertThrows(AssertionError.class, connecting::connection);
        assertNull(server.connections.peek());
    }

    @Test
    void aServerThatIsTrustedAndHasTheRightNameIsTalkedTo() throws IOException {
        try (TestServer server = serve(TestCertificates.server())) {
            assertServed(connect(server, TestCertificates.client()));
        }
    }

    @Test
    void aServerThatNobodyTrustedHasCertifiedIsRefused() throws IOException {
        try (TestServer server = serve(TestCertificates.strangeServer())) {
            Connecting connecting = connect(server, TestCertificates.client());
            assertRefused(connecting, server, "can't connect to " + server.address() + ": TLS handshake failed: ");
            assertTrue(Connecting.get(connecting.closed).message().contains("certification path"));
        }
    }

    @Test
    void theJdksIssuersDoNotKnowTheTests() throws IOException {
        try (TestServer server = serve(TestCertificates.server())) {
            assertRefused(connect(server, ClientTls.systemTrust()), server, "certification path");
        }
    }

    @Test
    void aServerWithAnotherNameThanExpectedIsRefused() throws IOException {
        try (TestServer server = serve(TestCertificates.server())) {
            Connecting connecting = connect(
                    server,
                    settings -> settings.withTls(TestCertificates.client())
                            .withAuthority(Authority.of("other.example:443")));
            assertRefused(connecting, server, "other.example");
        }
    }

    @Test
    void aServerIsExpectedToHaveTheNameInTheAuthority() throws IOException {
        try (TestServer server = serve(TestCertificates.server())) {
            assertServed(connect(
                    server,
                    settings ->
                            settings.withTls(TestCertificates.client()).withAuthority(Authority.of("localhost:443"))));
        }
    }

    @Test
    void aClientWithACertificateIsLetInWhereOneIsRequired() throws IOException {
        try (TestServer server = serve(asking(REQUIRED))) {
            assertServed(connect(server, TestCertificates.clientWithCertificate()));
        }
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsRequired() throws IOException {
        try (TestServer server = serve(asking(REQUIRED))) {
            assertRefused(connect(server, TestCertificates.client()), server, "");
        }
    }

    @Test
    void aClientWithoutACertificateIsLetInWhereThatIsOptional() throws IOException {
        try (TestServer server = serve(asking(OPTIONAL))) {
            assertServed(connect(server, TestCertificates.client()));
        }
    }

    @Test
    void aClientWithACertificateOfStrangersIsRefusedWhereOneIsRequired() throws IOException {
        try (TestServer server = serve(asking(REQUIRED))) {
            assertRefused(connect(server, TestCertificates.strangeClient()), server, "");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerKnowsWhomItTalksToAndHow(Protocol wire) throws IOException {
        try (TestServer server = serve(asking(REQUIRED))) {
            Connecting connecting = connect(
                    server, settings -> settings.withProtocol(wire).withTls(TestCertificates.clientWithCertificate()));
            assertServed(connecting);
            Connection accepted = server.accepted().connection();
            TlsSession session = accepted.tls().orElseThrow();
            assertEquals("TLSv1.3", session.protocol());
            assertTrue(session.cipherSuite().startsWith("TLS_"), session.cipherSuite());
            assertEquals("CN=client", nameIn(session));
            assertEquals("CN=server", nameIn(connecting.connection().tls().orElseThrow()));
            assertTrue(accepted.isSecure() && connecting.connection().isSecure());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerKnowsOfNoCertificateWhereNoneWasShown(Protocol wire) throws IOException {
        try (TestServer server = serve(asking(OPTIONAL))) {
            Connecting connecting =
                    connect(server, settings -> settings.withProtocol(wire).withTls(TestCertificates.client()));
            assertServed(connecting);
            TlsSession session = server.accepted().connection().tls().orElseThrow();
            assertEquals(List.of(), session.peerCertificates());
            assertTrue(session.peerCertificate().isEmpty());
        }
    }

    private static String nameIn(TlsSession session) {
        return session.peerCertificate().orElseThrow().getSubjectX500Principal().getName();
    }
}
