package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of all kinds over a socket, at the SPI's height. */
class CallsTest {
    private static final Metadata METADATA = Metadata.of(Metadata.Key.text("who"), "me");
    private final CountedTransport transport = CountedTransport.create();
    private TestServer server;
    private ClientConnection connection;

    @BeforeEach
    void connect() throws IOException {
        server = TestServer.on(transport.get());
        connection = Connecting.to(transport.get(), server.address()).connection();
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        transport.close();
    }

    private static RequestHead head(String method, MethodKind kind) {
        return new RequestHead(method, kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 8_192, 8_193, 32_768, 65_535, 65_536, 200_000, 4_194_304})
    void aUnaryCallOfAnySizeIsAnsweredWithItsMessage(int size) {
        byte[] message = new byte[size];
        for (int i = 0; i < size; i++) {
            message[i] = (byte) (i * 31);
        }
        Heard heard = Heard.of();
        connection.open(head("test/echo", MethodKind.UNARY), heard).send(message, BYTES, true);
        assertArrayEquals(message, heard.message());
        Heard.Closed closed = heard.closed();
        assertEquals(Status.OK, closed.status());
        assertEquals(Origin.PEER, closed.origin());
    }

    @Test
    void theServerIsGivenTheHead() {
        RequestHead head = new RequestHead("a.B/C", MethodKind.UNARY, TimeUnit.SECONDS.toNanos(5), METADATA);
        connection.open(head, Heard.of()).send(new byte[3], BYTES, true);
        TestServer.Call call = server.call();
        assertEquals(head, call.head());
        assertEquals(3, call.heard().message().length);
        call.heard().next("halfClose");
        call.stream().close(Status.OK, Metadata.EMPTY);
        assertEquals(Status.OK, call.heard().closed().status());
    }

    @Test
    void aMethodNameIsSentOnceAndANumberAfterThat() {
        for (int i = 0; i < 3; i++) {
            for (String method : new String[] {"a/echo", "b/echo"}) {
                Heard heard = Heard.of();
                connection.open(head(method, MethodKind.UNARY), heard).send(new byte[] {(byte) i}, BYTES, true);
                assertArrayEquals(new byte[] {(byte) i}, heard.message());
                heard.closed();
            }
        }
    }

    @Test
    void headersStatusDetailsAndTrailersReachTheClient() {
        Heard heard = Heard.of();
        connection.open(head("a/b", MethodKind.UNARY), heard).send(new byte[0], BYTES, true);
        TestServer.Call call = server.call();
        Status status =
                StatusCode.NOT_FOUND.withMessage("n\u00f6").withDetail(StatusDetail.of("type", new byte[] {1, 2, 3}));
        call.stream().sendHeaders(METADATA);
        call.stream().close(status, METADATA);
        assertEquals(METADATA, heard.next("headers"));
        Heard.Closed closed = heard.closed();
        assertEquals(status, closed.status());
        assertEquals(METADATA, closed.trailers());
        assertEquals(Origin.PEER, closed.origin());
        assertFalse(closed.neverSent());
    }

    @Test
    void aLongReplyWithTrailersEndsWithThem() {
        Heard heard = Heard.of();
        connection.open(head("a/b", MethodKind.UNARY), heard).send(new byte[0], BYTES, true);
        server.call().stream().reply(new byte[300_000], BYTES, METADATA);
        assertEquals(300_000, heard.message().length);
        assertEquals(METADATA, heard.closed().trailers());
    }

    @Test
    void clientStreamingDeliversAllMessagesThenTheEnd() {
        Heard heard = Heard.of();
        Stream stream = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), heard);
        TestServer.Call call = server.call();
        call.stream().request(10);
        for (int i = 0; i < 5; i++) {
            stream.send(new byte[] {(byte) i}, BYTES, i == 4);
        }
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(new byte[] {(byte) i}, call.heard().message());
        }
        call.heard().next("halfClose");
        call.stream().reply(new byte[] {9}, BYTES, Metadata.EMPTY);
        assertArrayEquals(new byte[] {9}, heard.message());
        assertEquals(Status.OK, heard.closed().status());
    }

    @Test
    void halfCloseWithNoMessageIsHeard() {
        Stream stream = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), Heard.of());
        stream.halfClose();
        server.call().heard().next("halfClose");
    }

    @Test
    void serverStreamingIsHeldToTheDemand() {
        Heard heard = Heard.of();
        Stream stream = connection.open(head("a/b", MethodKind.SERVER_STREAMING), heard);
        stream.send(new byte[0], BYTES, true);
        TestServer.Call call = server.call();
        for (int i = 0; i < 3; i++) {
            call.stream().send(new byte[] {(byte) i}, BYTES, false);
        }
        call.stream().close(Status.OK, METADATA);
        call.heard().message();
        call.heard().next("halfClose");
        assertEquals(Status.OK, call.heard().closed().status());
        assertArrayEquals(new byte[] {0}, heard.message());
        // A round trip of another call: all of the first has come by now.
        Heard other = Heard.of();
        connection.open(head("a/echo", MethodKind.UNARY), other).send(new byte[0], BYTES, true);
        other.message();
        assertTrue(heard.events.isEmpty());
        stream.request(1);
        assertArrayEquals(new byte[] {1}, heard.message());
        stream.request(5);
        assertArrayEquals(new byte[] {2}, heard.message());
        assertEquals(METADATA, heard.closed().trailers());
    }

    @Test
    void aOneWayCallIsOverWhenItIsHandedToTheSocketAndIsNeverAnswered() {
        Heard heard = Heard.of();
        connection.open(head("a/b", MethodKind.ONE_WAY), heard).send(new byte[] {7}, BYTES, true);
        Heard.Closed closed = heard.closed();
        assertEquals(Status.OK, closed.status());
        assertFalse(closed.neverSent());
        TestServer.Call call = server.call();
        assertEquals(MethodKind.ONE_WAY, call.head().kind());
        assertArrayEquals(new byte[] {7}, call.heard().message());
        call.heard().next("halfClose");
        call.stream().close(StatusCode.INTERNAL.withMessage("nobody hears"), Metadata.EMPTY);
        assertEquals(Status.OK, call.heard().closed().status());
    }

    @Test
    void aCancelledCallEndsOnBothSides() {
        Heard heard = Heard.of();
        Stream stream = connection.open(head("a/b", MethodKind.BIDI_STREAMING), heard);
        TestServer.Call call = server.call();
        Status why = StatusCode.CANCELLED.withMessage("enough");
        stream.cancel(why);
        Heard.Closed closed = heard.closed();
        assertEquals(why, closed.status());
        assertEquals(Origin.THIS_SIDE, closed.origin());
        Heard.Closed there = call.heard().closed();
        assertEquals(why, there.status());
        assertEquals(Origin.PEER, there.origin());
    }

    @Test
    void aCallTheServerCancelsEndsOnBothSides() {
        Heard heard = Heard.of();
        connection.open(head("a/b", MethodKind.BIDI_STREAMING), heard);
        server.call().stream().cancel(StatusCode.ABORTED.withMessage("no"));
        Heard.Closed closed = heard.closed();
        assertEquals(StatusCode.ABORTED, closed.status().code());
        assertEquals(Origin.PEER, closed.origin());
        assertFalse(closed.neverSent());
    }

    @Test
    void callsStartedOnTheEventLoopAreAnswered() {
        int rounds = 1_000;
        Heard[] last = {null};
        last[0] = chain(rounds);
        for (int i = 0; i <= rounds; i++) {
            last[0].message();
        }
    }

    @Test
    void oneWayCallsStartedWhenTheLastIsHandedOverAllArrive() {
        int calls = 300;
        AtomicInteger left = new AtomicInteger(calls);
        CompletableFuture<Void> allHandedOver = new CompletableFuture<>();
        sendOneWayAfterAnother(left, allHandedOver);
        Connecting.get(allHandedOver);
        for (int i = 0; i < calls; i++) {
            server.call().stream().close(Status.OK, Metadata.EMPTY);
        }
    }

    private void sendOneWayAfterAnother(AtomicInteger left, CompletableFuture<Void> allHandedOver) {
        ForwardingHeard next = new ForwardingHeard(Heard.of()) {
            @Override
            public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {
                if (left.decrementAndGet() > 0) {
                    sendOneWayAfterAnother(left, allHandedOver);
                } else {
                    allHandedOver.complete(null);
                }
            }
        };
        connection.open(head("a/b", MethodKind.ONE_WAY), next).send(new byte[10], BYTES, true);
    }

    /** Each answer starts the next call on the event loop. */
    private Heard chain(int rounds) {
        int[] left = {rounds};
        Heard[] heard = {null};
        heard[0] = Heard.of(message -> {
            if (left[0]-- > 0) {
                connection
                        .open(head("a/echo", MethodKind.UNARY), new ForwardingHeard(heard[0]))
                        .send(message, BYTES, true);
            }
        });
        connection
                .open(head("a/echo", MethodKind.UNARY), new ForwardingHeard(heard[0]))
                .send(new byte[40], BYTES, true);
        return heard[0];
    }
}
