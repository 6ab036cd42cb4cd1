package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.netty.Connecting;
import dev.tern.rpc.netty.CountedTransport;
import dev.tern.rpc.netty.Heard;
import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.netty.TestServer;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A server for bad clients. After each test, a good connection to the same server, made before, still works, and nothing
 * leaked. Sections are those of RFC 9113 unless a test says otherwise.
 */
class BadHttp2Clients {
    static final int MAX_CALLS = 3;
    static final int MAX_MESSAGE_BYTES = 100_000;

    /** A stream that no wrong is done to, and on which a call must be possible after a stream error. */
    private static final int LATER_STREAM = 1_001;

    final CountedTransport transport = CountedTransport.of(settings -> settings(settings.protocol(Protocol.GRPC)
            .maxConcurrentCalls(MAX_CALLS)
            .maxMessageBytes(MAX_MESSAGE_BYTES)
            // Long enough for good peers on a busy machine; few tests wait for it.
            .handshakeTimeout(Duration.ofSeconds(1))));
    TestServer server;
    private ClientConnection good;

    /** What a test class sets besides. */
    NettyTransportBuilder settings(NettyTransportBuilder common) {
        return common;
    }

    @BeforeEach
    void connect() throws IOException {
        server = TestServer.holding(transport.get());
        good = Connecting.to(transport.get(), server.address()).connection();
        server.accepted();
    }

    @AfterEach
    void anotherConnectionIsUnharmed() {
        Heard heard = Heard.of();
        good.open(new RequestHead("a/echo", MethodKind.UNARY, RequestHead.NO_TIMEOUT, Metadata.EMPTY), heard)
                .send(new byte[] {1}, BYTES, true);
        assertEquals(1, heard.message().length);
        server.calls.forEach(call -> call.heard().events.forEach(event -> {
            if (event.value() instanceof InboundMessage message) {
                message.discard();
            }
        }));
        server.close();
        transport.close();
    }

    /** What ends the connection with one of the codes, or fails the test. */
    void connectionError(Consumer<Http2Peer> wrong, Http2Error... codes) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            wrong.accept(peer);
            peer.expectGoAway(codes);
        }
    }

    /** What ends stream 1 with one of the codes and leaves the connection alive, or fails the test. */
    void streamError(Consumer<Http2Peer> wrong, Http2Error... codes) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            wrong.accept(peer);
            peer.expectReset(1, codes);
            expectEcho(peer, LATER_STREAM);
        }
    }

    /** What makes a request on stream 1 malformed: 8.1.1 has it reset, after an answer of status 400 if the server likes. */
    void malformed(Consumer<Http2Peer> wrong) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            wrong.accept(peer);
            Http2Peer.Frame answer = peer.readOf(1);
            if (answer.type() == HEADERS) {
                assertEquals("400", answer.header(":status"), answer::toString);
            } else {
                assertEquals(Http2Error.PROTOCOL_ERROR, answer.error(), answer::toString);
            }
            expectEcho(peer, LATER_STREAM);
            assertEquals(0, server.calls.size(), "a malformed request is no call");
        }
    }

    /** What a server must put up with. */
    void ignored(Consumer<Http2Peer> odd) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            odd.accept(peer);
            expectEcho(peer, LATER_STREAM);
        }
    }

    /** Makes sure that the connection lives. */
    static void expectEcho(Http2Peer peer, int streamId) {
        Http2Peer.Response response = peer.call(streamId, "/a/echo", 5).response(streamId);
        assertEquals("0", response.status(), response::toString);
        assertEquals(Http2Peer.PREFIX + 5, response.body().length);
    }
}
