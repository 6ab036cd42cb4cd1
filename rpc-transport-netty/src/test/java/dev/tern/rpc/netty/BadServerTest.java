package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.ReplyFrame;
import dev.tern.rpc.netty.framed.wire.ResetFrame;
import dev.tern.rpc.netty.framed.wire.Varint;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server sends that it must not, or may but rarely does; rows are of {@code docs/spec/framed.md}, "Errors". */
class BadServerTest {
    private final CountedTransport transport =
            CountedTransport.of(settings -> settings.handshakeTimeout(Duration.ofSeconds(1))
                    .maxMessageBytes(100_000)
                    .connectionCreditBytes(200_128));
    private final ServerSocket port = ScriptedPeer.port();
    private final Connecting connecting = Connecting.to(transport.get(), ScriptedPeer.addressOf(port));

    @AfterEach
    void nothingIsLeft() throws IOException {
        port.close();
        transport.close();
    }

    private static RequestHead head(MethodKind kind) {
        return new RequestHead("a/b", kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
    }

    private static Hello helloOfCalls(int maxConcurrentCalls) {
        Hello d = Hello.DEFAULT;
        return new Hello(
                d.maxFrameBytes(),
                d.maxMessageBytes(),
                d.maxMetadataBytes(),
                maxConcurrentCalls,
                d.streamCredit(),
                d.connectionCredit(),
                d.compressors(),
                0,
                d.maxMethods());
    }

    private ScriptedPeer handshake() {
        ScriptedPeer peer = ScriptedPeer.serverOn(port, Hello.DEFAULT);
        connecting.connection();
        return peer;
    }

    private void connectionError(StatusCode code, Consumer<ScriptedPeer> wrong) {
        try (ScriptedPeer peer = handshake()) {
            Heard heard = Heard.of();
            connecting.connection().open(head(MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
            assertEquals(1, peer.read(FrameType.REQUEST).streamId());
            wrong.accept(peer);
            assertEquals(code, peer.read(FrameType.GOAWAY).goAwayStatus().code());
            peer.readToEnd();
            Heard.Closed closed = heard.closed();
            assertEquals(code, closed.status().code());
            assertEquals(Origin.THIS_SIDE, closed.origin());
            assertFalse(closed.neverSent());
            assertEquals(code, Connecting.get(connecting.closed).code());
        }
    }

    private void streamError(StatusCode code, Consumer<ScriptedPeer> wrong) {
        try (ScriptedPeer peer = handshake()) {
            Heard heard = Heard.of();
            connecting
                    .connection()
                    .open(head(MethodKind.SERVER_STREAMING), heard)
                    .send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
            wrong.accept(peer);
            assertEquals(code, peer.read(FrameType.RESET).resetStatus().code());
            Heard.Event event;
            do {
                event = heard.events.poll();
            } while (event == null || !event.name().equals("closed"));
            assertEquals(code, ((Heard.Closed) event.value()).status().code());
        }
    }

    @Test
    void row1AServerOfAnotherProtocolIsNamedByItsFirstBytes() {
        try (ScriptedPeer peer = ScriptedPeer.accept(port)) {
            peer.send(out -> out.writeCharSequence("HTTP/1.1 400 Bad Request\r\n", StandardCharsets.US_ASCII));
            Status status = Connecting.get(connecting.closed);
            assertEquals(StatusCode.UNAVAILABLE, status.code());
            assertTrue(status.message().contains("485454502f312e31"), status.message());
            peer.readToEnd();
        }
    }

    @Test
    void row2AServerThatSaysNothingIsGivenUp() {
        try (ScriptedPeer peer = ScriptedPeer.accept(port)) {
            Status status = Connecting.get(connecting.closed);
            assertEquals(StatusCode.UNAVAILABLE, status.code());
            assertTrue(status.message().contains("no handshake in 1000 ms"), status.message());
            peer.readToEnd();
        }
    }

    @Test
    void row9ARequestFromAServerEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.request(2, MethodKind.UNARY, "a/b", 1));
    }

    @Test
    void row7AReplyWithoutMeaningEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.REPLY, 1, out -> out.writeByte(0)));
    }

    @Test
    void row7ABareEndFromAServerEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.frame(FrameType.MESSAGE, 1, out -> out.writeByte(MessageFrame.BARE | MessageFrame.END)));
    }

    @Test
    void row12AReplyToACallNeverMadeEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL, peer -> peer.frame(FrameType.REPLY, 2, out -> out.writeByte(ReplyFrame.END)));
    }

    @Test
    void row13AReplyToACancelledCallIsIgnored() {
        try (ScriptedPeer peer = handshake()) {
            Heard heard = Heard.of();
            Stream stream = connecting.connection().open(head(MethodKind.UNARY), heard);
            stream.send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
            stream.cancel(StatusCode.CANCELLED.withMessage("enough"));
            assertEquals(1, peer.read(FrameType.RESET).streamId());
            // More than a quarter of the connection's credit, so that it comes back.
            peer.frame(
                    FrameType.REPLY,
                    1,
                    out -> out.writeByte(ReplyFrame.END | ReplyFrame.MESSAGE).writeZero(60_000));
            assertEquals(60_064, Varint.readInt(peer.read(FrameType.CREDIT).body()));
            assertEquals(StatusCode.CANCELLED, heard.closed().status().code());
        }
    }

    @Test
    void row19AReplyOverTheLimitEndsTheStream() {
        streamError(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.frame(FrameType.MESSAGE, 1, out -> {
                    MessageFrame.writeHead(out, MessageFrame.MORE, 100_001);
                    out.writeZero(1);
                }));
    }

    @Test
    void row18BadTrailersEndTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.frame(
                        FrameType.REPLY,
                        1,
                        out -> out.writeByte(ReplyFrame.END | ReplyFrame.TRAILERS)
                                .writeByte(4)
                                .writeByte(1)
                                .writeByte('A')
                                .writeByte(1)
                                .writeByte('v')));
    }

    @Test
    void row23HeadersTwiceEndTheStream() {
        streamError(StatusCode.INTERNAL, peer -> {
            for (int i = 0; i < 2; i++) {
                peer.frame(
                        FrameType.REPLY,
                        1,
                        out -> out.writeByte(ReplyFrame.HEADERS).writeByte(0));
            }
        });
    }

    @Test
    void row23HeadersAfterAMessageEndTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.frame(FrameType.MESSAGE, 1, out -> out.writeByte(0))
                        .frame(
                                FrameType.REPLY,
                                1,
                                out -> out.writeByte(ReplyFrame.HEADERS).writeByte(0)));
    }

    @Test
    void row23AnEndInsideAMessageEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.frame(FrameType.MESSAGE, 1, out -> {
                            MessageFrame.writeHead(out, MessageFrame.MORE, 100);
                            out.writeZero(1);
                        })
                        .frame(FrameType.REPLY, 1, out -> out.writeByte(ReplyFrame.END)));
    }

    @Test
    void row30ACallOnALostConnectionEndsWithItsPeerAndCause() {
        Heard heard = Heard.of();
        try (ScriptedPeer peer = handshake()) {
            connecting.connection().open(head(MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
        }
        Heard.Closed closed = heard.closed();
        assertEquals(StatusCode.UNAVAILABLE, closed.status().code());
        assertEquals(Origin.THIS_SIDE, closed.origin());
        assertFalse(closed.neverSent());
        assertTrue(
                closed.status().message().contains(":" + port.getLocalPort()),
                closed.status().message());
        Connecting.get(connecting.closed);
    }

    @Test
    void aRefusedCallWasNeverSent() {
        try (ScriptedPeer peer = handshake()) {
            Heard heard = Heard.of();
            connecting.connection().open(head(MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
            peer.send(out ->
                    ResetFrame.write(out, 1, ResetFrame.NEVER_SEEN, StatusCode.RESOURCE_EXHAUSTED.withMessage("full")));
            Heard.Closed closed = heard.closed();
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, closed.status().code());
            assertEquals(Origin.PEER, closed.origin());
            assertTrue(closed.neverSent());
        }
    }

    @Test
    void callsAfterTheLastAcceptedOfAGoAwayWereNeverSentAndThoseBeforeRunOn() {
        try (ScriptedPeer peer = handshake()) {
            ClientConnection connection = connecting.connection();
            Heard first = Heard.of();
            Heard second = Heard.of();
            connection.open(head(MethodKind.UNARY), first).send(new byte[1], BYTES, true);
            connection.open(head(MethodKind.UNARY), second).send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
            peer.read(FrameType.REQUEST);
            peer.send(out -> GoAwayFrame.write(out, 1, Status.OK));

            Heard.Closed never = second.closed();
            assertEquals(StatusCode.UNAVAILABLE, never.status().code());
            assertTrue(never.neverSent());
            assertEquals(Origin.PEER, never.origin());
            Connecting.get(connecting.draining);

            Heard third = Heard.of();
            connection.open(head(MethodKind.UNARY), third).send(new byte[1], BYTES, true);
            assertTrue(third.closed().neverSent());

            peer.frame(
                    FrameType.REPLY,
                    1,
                    out -> out.writeByte(ReplyFrame.END | ReplyFrame.MESSAGE).writeByte(5));
            assertEquals(1, first.message().length);
            assertEquals(Status.OK, first.closed().status());
            peer.readToEnd();
            Connecting.get(connecting.closed);
        }
    }

    @Test
    void aGoAwayWithAnErrorEndsAllCalls() {
        try (ScriptedPeer peer = handshake()) {
            Heard heard = Heard.of();
            connecting.connection().open(head(MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
            peer.send(out -> GoAwayFrame.write(out, 1, StatusCode.INTERNAL.withMessage("you are wrong")));
            Heard.Closed closed = heard.closed();
            assertEquals(StatusCode.UNAVAILABLE, closed.status().code());
            assertFalse(closed.neverSent());
            assertTrue(
                    closed.status().message().contains("you are wrong"),
                    closed.status().message());
            peer.readToEnd();
        }
    }

    @Test
    void theClientKeepsToThePeersLimitOfCalls() {
        try (ScriptedPeer peer = ScriptedPeer.serverOn(port, helloOfCalls(1))) {
            ClientConnection connection = connecting.connection();
            Heard first = Heard.of();
            connection.open(head(MethodKind.UNARY), first).send(new byte[1], BYTES, true);
            Heard second = Heard.of();
            connection.open(head(MethodKind.UNARY), second).send(new byte[1], BYTES, true);
            Heard.Closed refused = second.closed();
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.status().code());
            assertTrue(refused.neverSent());
            peer.read(FrameType.REQUEST);
            peer.frame(FrameType.REPLY, 1, out -> out.writeByte(ReplyFrame.END));
            first.closed();
            connection.open(head(MethodKind.UNARY), Heard.of()).send(new byte[1], BYTES, true);
            assertEquals(2, peer.read(FrameType.REQUEST).streamId());
        }
    }

    @Test
    void aMessageHeldBackByDemandIsDeliveredThoughTheConnectionIsLost() {
        Heard heard = Heard.of();
        Stream stream;
        try (ScriptedPeer peer = handshake()) {
            stream = connecting.connection().open(head(MethodKind.SERVER_STREAMING), heard);
            stream.send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
            peer.frame(FrameType.MESSAGE, 1, out -> out.writeByte(0).writeByte(1));
            peer.frame(FrameType.MESSAGE, 1, out -> out.writeByte(0).writeByte(2));
            peer.frame(FrameType.REPLY, 1, out -> out.writeByte(ReplyFrame.END));
        }
        heard.message();
        Connecting.get(connecting.draining);
        assertFalse(connecting.closed.isDone(), "streams are closed before their connection");
        stream.request(1);
        assertEquals(2, heard.message()[0]);
        assertEquals(Status.OK, heard.closed().status());
        Connecting.get(connecting.closed);
    }

    @Test
    void aListenerThatThrowsEndsItsCallAlone() {
        try (ScriptedPeer peer = handshake()) {
            ClientConnection connection = connecting.connection();
            Heard bad = Heard.of(message -> {
                throw new IllegalStateException("a bug of the test's listener, on purpose");
            });
            Heard other = Heard.of();
            connection.open(head(MethodKind.UNARY), bad).send(new byte[1], BYTES, true);
            connection.open(head(MethodKind.UNARY), other).send(new byte[1], BYTES, true);
            peer.read(FrameType.REQUEST);
            peer.read(FrameType.REQUEST);
            for (int id = 1; id <= 2; id++) {
                peer.frame(
                        FrameType.REPLY,
                        id,
                        out -> out.writeByte(ReplyFrame.END | ReplyFrame.MESSAGE)
                                .writeByte(1));
            }
            bad.message();
            assertEquals(StatusCode.INTERNAL, bad.closed().status().code());
            other.message();
            assertEquals(Status.OK, other.closed().status());
        }
    }

    @Test
    void aUnaryRequestIsThatManyBytesOnTheWire() {
        try (ScriptedPeer peer = handshake()) {
            RequestHead head = new RequestHead("a/b", MethodKind.UNARY, 1_000_000_000, Metadata.EMPTY);
            for (int i = 0; i < 2; i++) {
                connecting.connection().open(head, Heard.of()).send(new byte[32], BYTES, true);
            }
            peer.read(FrameType.REQUEST);
            ScriptedPeer.Frame second = peer.read(FrameType.REQUEST);
            assertEquals(13 + 32, FrameHeader.BYTES + second.body().readableBytes());
        }
    }
}
