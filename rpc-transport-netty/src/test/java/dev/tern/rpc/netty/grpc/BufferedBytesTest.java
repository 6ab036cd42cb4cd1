package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.Connecting;
import dev.tern.rpc.netty.CountedTransport;
import dev.tern.rpc.netty.Heard;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.TestServer;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What messages that nobody has consumed may take in memory, and who pays for more. */
class BufferedBytesTest {
    private static final int MESSAGE_BYTES = 100_000;
    private static final int PIECE_BYTES = 10_000;

    private static final int LIMIT_MESSAGES = 15;

    /**
     * The connection's window is twice a message, and it may hold fifteen of them beyond that. Streams' windows are far less,
     * and stay so: twenty that grew to a message would be over what it may hold.
     */
    private final CountedTransport transport = CountedTransport.of(settings -> settings.protocol(Protocol.GRPC)
            .maxMessageBytes(MESSAGE_BYTES)
            .connectionCreditBytes(1)
            .maxBufferedBytes(LIMIT_MESSAGES * MESSAGE_BYTES)
            .streamCreditBytes(16_384)
            .maxStreamWindowBytes(16_384));

    private TestServer server;
    private ClientConnection connection;

    @BeforeEach
    void connect() throws IOException {
        server = TestServer.holding(transport.get());
        connection = Connecting.to(transport.get(), server.address()).connection();
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        transport.close();
    }

    private Stream open(String method, MethodKind kind, Heard heard) {
        return connection.open(new RequestHead(method, kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard);
    }

    @Test
    void longMessagesThatNobodyConsumesHoldBackThoseThatFollowUntilSomebodyDoes() {
        List<Heard> replies = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Heard heard = Heard.of();
            open("a/b", MethodKind.UNARY, heard).send(new byte[MESSAGE_BYTES], BYTES, true);
            replies.add(heard);
        }
        // Each call is served by itself, as handlers do: messages may be whole in another order than that of the calls.
        List<CompletableFuture<Void>> served = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            TestServer.Call call = server.call();
            served.add(CompletableFuture.runAsync(() -> consume(call), task -> new Thread(task).start()));
        }
        for (Heard heard : replies) {
            heard.message();
            assertEquals(Status.OK, heard.closed().status());
        }
        served.forEach(CompletableFuture::join);
    }

    private static void consume(TestServer.Call call) {
        InboundMessage message = call.heard().held();
        assertEquals(MESSAGE_BYTES, message.decode(BYTES).length);
        call.stream().reply(new byte[] {1}, BYTES, Metadata.EMPTY);
    }

    @Test
    void streamsThatNobodyReadsDoNotStarveACall() {
        List<Stream> uploads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Stream upload = open("a/upload", MethodKind.CLIENT_STREAMING, Heard.of());
            // The first is taken, and the rest waits: a window of it at the server, and what is over that at the
            // client.
            for (int j = 0; j < 10; j++) {
                upload.send(new byte[MESSAGE_BYTES / 10], BYTES, false);
            }
            uploads.add(upload);
            server.call().heard().held().discard();
        }
        Heard echo = Heard.of();
        open("a/b", MethodKind.UNARY, echo).send(new byte[10], BYTES, true);
        TestServer.Call call = server.call();
        call.heard().held().discard();
        call.stream().reply(new byte[] {1}, BYTES, Metadata.EMPTY);
        echo.message();
        assertEquals(Status.OK, echo.closed().status());
        uploads.forEach(upload -> upload.cancel(Status.of(StatusCode.CANCELLED)));
    }

    @Test
    void aLongMessageThatWouldTakeMoreThanTheLimitEndsItsCallAndNoOther() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            // So many messages, whole but for their last bytes, are just below the limit.
            byte[] message = Http2Peer.message(MESSAGE_BYTES);
            for (int i = 0; i < LIMIT_MESSAGES; i++) {
                allButTheLast(peer, 2 * i + 1, message);
            }
            int over = 2 * LIMIT_MESSAGES + 1;
            peer.headers(over, HeaderBlock.request("/a/b")).data(over, Arrays.copyOf(message, PIECE_BYTES));
            Http2Peer.Response refused = peer.response(over);
            assertEquals("" + StatusCode.RESOURCE_EXHAUSTED.number(), refused.status(), refused::toString);
            assertTrue(refused.toString().contains("maxBufferedBytes"), refused::toString);
            peer.awaitWindow(1, 1).lastData(1, message[message.length - 1]);
            TestServer.Call call = server.call();
            assertEquals(MESSAGE_BYTES, call.heard().held().decode(BYTES).length);
            call.stream().reply(new byte[0], BYTES, Metadata.EMPTY);
            assertEquals("0", peer.response(1).status());
        }
    }

    @Test
    void lengthsThatAreOnlySaidTakeNoMoreThanTheConnectionsWindow() throws IOException {
        int length = 1_000_000;
        try (CountedTransport narrow = CountedTransport.of(
                        settings -> settings.maxMessageBytes(length).connectionCreditBytes(1));
                TestServer holding = TestServer.holding(narrow.get());
                Http2Peer peer = Http2Peer.clientOf(holding)) {
            byte[] begun = Arrays.copyOf(Http2Peer.message(length), 1_000);
            for (int i = 0; i < LIMIT_MESSAGES; i++) {
                int id = 2 * i + 1;
                peer.headers(id, HeaderBlock.request("/a/b")).data(id, begun);
                holding.call();
            }
            // All that came before is dealt with when this is answered.
            int last = 2 * LIMIT_MESSAGES + 1;
            peer.headers(last, HeaderBlock.request("/a/b")).lastData(last, Http2Peer.message(1));
            TestServer.Call call = holding.call();
            call.heard().held().discard();
            long taken = narrow.activeBytes();
            call.stream().reply(new byte[0], BYTES, Metadata.EMPTY);
            assertEquals("0", peer.response(last).status());
            // The window has room for one whole message beside the others, which have 32 KiB each; the pool counts in
            // chunks of 4 MiB, of which all of them together would take four.
            assertTrue(taken <= 2 * (4 << 20), () -> taken + " bytes taken");
        }
    }

    private static void allButTheLast(Http2Peer peer, int stream, byte[] message) {
        peer.headers(stream, HeaderBlock.request("/a/b"));
        int end = message.length - 1;
        for (int at = 0; at < end; at += PIECE_BYTES) {
            byte[] piece = Arrays.copyOfRange(message, at, Math.min(end, at + PIECE_BYTES));
            peer.awaitWindow(stream, piece.length).data(stream, piece);
        }
    }
}
