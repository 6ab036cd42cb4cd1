package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.netty.TestCertificates.Files;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Transport;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that change while they are in use. */
class TlsReloadTest {
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final Duration SOON = Duration.ofMillis(5);

    private final CountedTransport transport = CountedTransport.create();
    private final Files first = TestCertificates.serverFiles("first");
    private final Files second = TestCertificates.serverFiles("second");
    private final LiveTls live =
            new LiveTls(ServerTls.of(first.chain(), first.key()).profile(), ServerTls.ALPN);

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        live.close();
        transport.close();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("tern-tls-files")) {
                // It was told to end, and does when it next runs.
                thread.join(Duration.ofNanos(PATIENCE_NANOS).toMillis());
                assertFalse(thread.isAlive());
            }
        }
    }

    private SslContext context() {
        return live.use(context -> context);
    }

    private static String nameOf(Connection peer) {
        return peer.tls()
                .orElseThrow()
                .peerCertificate()
                .orElseThrow()
                .getSubjectX500Principal()
                .getName();
    }

    private static void assertServed(ClientConnection connection) {
        Heard heard = Heard.of();
        connection
                .open(new RequestHead("a/echo", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard)
                .send(new byte[10], BYTES, true);
        assertEquals(10, heard.message().length);
        assertEquals(Status.OK, heard.closed().status());
    }

    /** Connects again and again: nothing tells when files have been looked at. */
    private static void await(String name, Supplier<Connection> connect) {
        long giveUpAt = System.nanoTime() + PATIENCE_NANOS;
        String found = nameOf(connect.get());
        while (!found.equals(name)) {
            assertTrue(System.nanoTime() - giveUpAt < 0, "still " + found);
            found = nameOf(connect.get());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JDK", "OPENSSL"})
    void newConnectionsSeeTheNewCertificateAndCallsOnOldOnesLiveOn(TlsProvider provider) throws IOException {
        ServerTls tls =
                ServerTls.of(first.chain(), first.key()).provider(provider).reloading(SOON);
        Transport clients = transport.get().with(settings -> settings.withTls(TestCertificates.client()));
        try (TestServer server = TestServer.on(transport.get().with(tls))) {
            ClientConnection old = Connecting.to(clients, server.address()).connection();
            assertEquals("CN=first", nameOf(old));
            Heard heard = Heard.of();
            old.open(new RequestHead("a/b", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard)
                    .send(new byte[1], BYTES, true);
            TestServer.Call inFlight = server.call();
            first.replaceBy(second);
            await("CN=second", () -> Connecting.to(clients, server.address()).connection());
            inFlight.stream().reply(new byte[100_000], BYTES, Metadata.EMPTY);
            assertEquals(100_000, heard.message().length);
            assertServed(old);
        }
    }

    @Test
    void aClientShowsItsNewCertificate() throws IOException {
        Files own = TestCertificates.clientFiles("old");
        ServerTls tls =
                TestCertificates.server().clientCertificates(ClientCertificates.REQUIRED, TestCertificates.issuers());
        Transport clients = transport
                .get()
                .with(settings -> settings.withTls(TestCertificates.client()
                        .withCertificate(own.chain(), own.key())
                        .reloading(SOON)));
        try (TestServer server = TestServer.on(transport.get().with(tls))) {
            Supplier<Connection> accepted = () -> {
                Connecting.to(clients, server.address()).connection();
                return server.accepted().connection();
            };
            assertEquals("CN=old", nameOf(accepted.get()));
            own.replaceBy(TestCertificates.clientFiles("new"));
            await("CN=new", accepted);
        }
    }

    @Test
    void filesThatHaveNotChangedChangeNothing() {
        SslContext before = context();
        live.check();
        TestCertificates.write(first.chain(), TestCertificates.read(first.chain()));
        live.check();
        assertSame(before, context());
    }

    @Test
    void aHalfWrittenFileChangesNothingUntilItIsWhole() {
        SslContext before = context();
        String chain = TestCertificates.read(second.chain());
        TestCertificates.write(first.chain(), chain.substring(0, 100));
        live.check();
        assertSame(before, context());
        TestCertificates.write(first.key(), TestCertificates.read(second.key()));
        TestCertificates.write(first.chain(), chain);
        live.check();
        assertTrue(before != context());
    }

    @Test
    void aKeyThatComesAfterItsCertificateChangesNothingBefore() {
        SslContext before = context();
        TestCertificates.write(first.chain(), TestCertificates.read(second.chain()));
        live.check();
        live.check();
        assertSame(before, context());
        TestCertificates.write(first.key(), TestCertificates.read(second.key()));
        live.check();
        assertTrue(before != context());
    }

    @Test
    void aFileThatIsGoneChangesNothingUntilItIsBack() throws IOException {
        SslContext before = context();
        java.nio.file.Files.delete(first.chain());
        live.check();
        live.check();
        assertSame(before, context());
        first.replaceBy(second);
        live.check();
        assertTrue(before != context());
    }

    @Test
    void whatIsClosedIsUsedNoMoreAndFollowsNoFiles() {
        live.close();
        assertNull(live.use(context -> context));
        first.replaceBy(second);
        live.check();
        assertNull(live.use(context -> context));
    }

    @Test
    void aServerBeginsWithItsFilesAsTheyAreThen() throws IOException {
        ServerTls tls = ServerTls.of(first.chain(), first.key()).reloading(Duration.ofDays(1));
        first.replaceBy(second);
        try (TestServer server = TestServer.on(transport.get().with(tls))) {
            Transport clients = transport.get().with(settings -> settings.withTls(TestCertificates.client()));
            assertEquals(
                    "CN=second", nameOf(Connecting.to(clients, server.address()).connection()));
        }
    }

    @Test
    void anIntervalOutOfRangeIsRefused() {
        ServerTls tls = TestCertificates.server();
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofDays(2))) {
            assertThrows(IllegalArgumentException.class, () -> tls.reloading(wrong));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> TestCertificates.client().reloading(wrong));
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        Path key = second.key();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ServerTls.of(first.chain(), key));
        assertTrue(refused.getMessage().contains(key + " is not that of the first certificate in " + first.chain()));
    }

    @Test
    void aKeyInAnotherFormIsRefusedAndToldHowToConvert() {
        Path old = TestCertificates.file("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ServerTls.of(first.chain(), old));
        assertTrue(refused.getMessage().contains("is a 'EC PRIVATE KEY'"), refused.getMessage());
        assertTrue(refused.getMessage().contains("openssl pkcs8 -topk8 -nocrypt"));
    }
}
