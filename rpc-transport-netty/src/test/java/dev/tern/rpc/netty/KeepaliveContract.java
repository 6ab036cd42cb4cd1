package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Peers that are gone without a word, and such as are only quiet, on one wire. */
public abstract class KeepaliveContract {
    /** Soon enough for a test, and longer than a good peer takes on a busy machine. */
    protected static final Duration INTERVAL = Duration.ofMillis(30);

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final int LONGER_THAN_SOCKETS_TAKE = 24 << 20;

    /** The other side, which does only what it is told. */
    public interface Peer extends AutoCloseable {
        /** Waits for a call to come. */
        void awaitCall();

        /** Waits for a PING. */
        void awaitPing();

        /** Answers the last PING. */
        void answerPing();

        /** Waits for the other side to end its bytes. */
        void awaitEnd();

        @Override
        void close();
    }

    private CountedTransport transport;
    protected final ServerSocket port = ScriptedPeer.port();

    /** Which wire it is. */
    protected abstract Protocol wire();

    /** The server's end of the next connection, after a handshake that allows PINGs at any time and messages of any size. */
    protected abstract Peer serverOn(ServerSocket port);

    /** A client that has begun a bidi call of {@code a/b}. */
    protected abstract Peer callingClientOf(TestServer server);

    /** A client that has begun nothing. */
    protected abstract Peer idleClientOf(TestServer server);

    /** A transport that asks after {@link #INTERVAL}, and whose servers allow it. */
    protected final NettyTransport transport(Keepalive when, Duration interval, Duration timeout) {
        transport = CountedTransport.of(settings -> settings.protocol(wire())
                .keepalive(when)
                .keepalive(interval, timeout)
                .maxMessageBytes(LONGER_THAN_SOCKETS_TAKE)
                .minPingInterval(INTERVAL)
                .grpcServersMinPingInterval(Duration.ZERO));
        return transport.get();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        port.close();
        transport.close();
    }

    protected static Heard call(Connecting connecting) {
        Heard heard = Heard.of();
        connecting
                .connection()
                .open(new RequestHead("a/b", MethodKind.BIDI_STREAMING, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard);
        return heard;
    }

    private static void assertSilence(Status status, String how) {
        assertEquals(StatusCode.UNAVAILABLE, status.code(), status::toString);
        String message = status.message();
        assertTrue(message.contains("127.0.0.1"), message);
        assertTrue(message.contains("nothing was heard for "), message);
        assertTrue(message.contains(how), message);
        assertTrue(message.contains("keepalive's interval"), message);
    }

    @Test
    void aServerThatIsGoneWithoutAWordEndsTheCalls() {
        Connecting connecting =
                Connecting.to(transport(Keepalive.DURING_CALLS, INTERVAL, SHORT), ScriptedPeer.addressOf(port));
        try (Peer server = serverOn(port)) {
            Heard heard = call(connecting);
            server.awaitCall();
            server.awaitPing();
            assertSilence(heard.closed().status(), "was not answered in 100 ms");
            assertSilence(Connecting.get(connecting.closed), "was not answered in 100 ms");
        }
    }

    @Test
    void aServerThatIsOnlyQuietKeepsItsCalls() {
        Connecting connecting =
                Connecting.to(transport(Keepalive.DURING_CALLS, INTERVAL, PATIENT), ScriptedPeer.addressOf(port));
        try (Peer server = serverOn(port)) {
            Heard heard = call(connecting);
            server.awaitCall();
            for (int i = 0; i < 3; i++) {
                server.awaitPing();
                server.answerPing();
            }
            assertTrue(heard.events.isEmpty(), heard.events::toString);
        }
    }

    @Test
    void aServerThatTakesNoBytesEndsTheCalls() throws IOException {
        port.setReceiveBufferSize(64 * 1024);
        Connecting connecting =
                Connecting.to(transport(Keepalive.DURING_CALLS, INTERVAL, SHORT), ScriptedPeer.addressOf(port));
        try (Peer server = serverOn(port)) {
            Heard heard = Heard.of();
            Stream stream = connecting
                    .connection()
                    .open(
                            new RequestHead("a/b", MethodKind.BIDI_STREAMING, RequestHead.NO_TIMEOUT, Metadata.EMPTY),
                            heard);
            server.awaitCall();
            stream.send(new byte[LONGER_THAN_SOCKETS_TAKE], BYTES, false);
            Status status = ((Heard.Closed) lastOf(heard)).status();
            assertEquals(StatusCode.UNAVAILABLE, status.code(), status::toString);
            // This side has lost patience, or on a machine too busy for it its operating system.
            assertTrue(
                    status.message().contains("nothing was heard")
                            || status.message().contains("timed out"),
                    status::toString);
        }
    }

    private static Object lastOf(Heard heard) {
        Heard.Event event = heard.any();
        while (!event.name().equals("closed")) {
            event = heard.any();
        }
        return event.value();
    }

    @Test
    void aClientThatIsGoneWithoutAWordEndsItsCalls() throws IOException {
        try (TestServer server = TestServer.on(transport(Keepalive.DURING_CALLS, INTERVAL, SHORT));
                Peer client = callingClientOf(server)) {
            TestServer.Call call = server.call();
            client.awaitPing();
            assertSilence(call.heard().closed().status(), "was not answered in 100 ms");
        }
    }

    @Test
    void aClientThatIsOnlyQuietKeepsItsCalls() throws IOException {
        try (TestServer server = TestServer.on(transport(Keepalive.DURING_CALLS, INTERVAL, PATIENT));
                Peer client = callingClientOf(server)) {
            TestServer.Call call = server.call();
            for (int i = 0; i < 3; i++) {
                client.awaitPing();
                client.answerPing();
            }
            assertTrue(call.heard().events.isEmpty(), call.heard().events::toString);
        }
    }

    @Test
    void aConnectionWithoutCallsIsKeptAliveIfTold() {
        Connecting.to(transport(Keepalive.ALWAYS, INTERVAL, PATIENT), ScriptedPeer.addressOf(port));
        try (Peer server = serverOn(port)) {
            for (int i = 0; i < 3; i++) {
                server.awaitPing();
                server.answerPing();
            }
        }
    }

    /** Takes the second that a client has to close its connection, and over gRPC one more to answer a PING. */
    @Test
    void aClientThatDoesNotHeedAFarewellIsClosed() throws IOException {
        transport = CountedTransport.of(settings -> settings.serverIdleTimeout(INTERVAL));
        try (TestServer server = TestServer.on(transport.get());
                Peer client = idleClientOf(server)) {
            client.awaitEnd();
        }
    }

    /** Takes as long as ten PINGs do, three of which too soon would end the connection. */
    @Test
    void thisSidesServersNeverComplainOfThisSidesClients() throws IOException {
        NettyTransport both = transport(Keepalive.DURING_CALLS, INTERVAL, PATIENT);
        try (TestServer server = TestServer.on(both)) {
            Connecting connecting = Connecting.to(both, server.address());
            Heard heard = call(connecting);
            server.call();
            assertThrows(
                    TimeoutException.class,
                    () -> connecting.closed.get(10 * INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
            assertTrue(heard.events.isEmpty(), heard.events::toString);
        }
    }
}
