package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.PingFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.Varint;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a client sends that it must not, by row of the errors table in {@code docs/spec/framed.md}: connection errors. */
class BadClientConnectionTest extends BadClients {
    @Test
    void row1AnotherProtocolIsClosed() {
        try (ScriptedPeer peer = ScriptedPeer.connectedTo(server)) {
            peer.send(out -> out.writeCharSequence("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
            peer.readToEnd();
        }
    }

    @Test
    void row1AnotherVersionIsClosed() {
        try (ScriptedPeer peer = ScriptedPeer.connectedTo(server)) {
            peer.send(out -> out.writeLong(Preface.VALUE + 1));
            peer.readToEnd();
        }
    }

    @Test
    void row2AClientThatSaysNothingIsClosed() {
        try (ScriptedPeer peer = ScriptedPeer.connectedTo(server)) {
            peer.readToEnd();
        }
    }

    @Test
    void row2AClientThatSaysNoHelloIsClosed() {
        try (ScriptedPeer peer = ScriptedPeer.connectedTo(server)) {
            peer.send(Preface::write);
            peer.readToEnd();
        }
    }

    @Test
    void row3TheFirstFrameMustBeHello() {
        try (ScriptedPeer peer = ScriptedPeer.connectedTo(server)) {
            peer.send(Preface::write).frame(FrameType.PING, 0, out -> out.writeLong(1));
            peer.readHandshake();
            assertEquals(
                    StatusCode.INTERNAL,
                    peer.read(FrameType.GOAWAY).goAwayStatus().code());
            peer.readToEnd();
        }
    }

    @Test
    void row3HelloTwiceEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.HELLO, 0, out -> out.writeByte(0)));
    }

    @Test
    void row4AHelloOutOfRangeEndsTheConnection() {
        try (ScriptedPeer peer = ScriptedPeer.connectedTo(server)) {
            peer.send(Preface::write)
                    .frame(
                            FrameType.HELLO,
                            0,
                            out -> out.writeByte(0).writeByte(1).writeByte(1).writeByte(5));
            peer.readHandshake();
            Status status = peer.read(FrameType.GOAWAY).goAwayStatus();
            assertEquals(StatusCode.INTERNAL, status.code());
            assertTrue(status.message().contains("maxFrameBytes 5"), status.message());
        }
    }

    @Test
    void row4AHelloThatIsTooLongEndsTheConnection() {
        try (ScriptedPeer peer = ScriptedPeer.connectedTo(server)) {
            peer.send(Preface::write).frame(FrameType.HELLO, 0, out -> out.writeZero(4_097));
            peer.readHandshake();
            assertEquals(
                    StatusCode.RESOURCE_EXHAUSTED,
                    peer.read(FrameType.GOAWAY).goAwayStatus().code());
        }
    }

    @Test
    void row5AFrameOverTheLimitEndsTheConnectionBeforeItHasCome() {
        connectionError(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.send(
                        out -> out.writeLong(FrameHeader.of(FrameType.MESSAGE, 1, Hello.DEFAULT.maxFrameBytes() + 1))));
    }

    @Test
    void row6ABodyThatEndsInsideAFieldEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.frame(
                        FrameType.REQUEST,
                        1,
                        out -> out.writeByte(RequestFrame.NAME)
                                .writeByte(1)
                                .writeByte(50)
                                .writeByte('a')));
    }

    @Test
    void row6BytesLeftOverEndTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.frame(FrameType.CREDIT, 0, out -> out.writeByte(1).writeByte(1)));
    }

    @Test
    void row6AVarintThatIsTooLongEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.CREDIT, 0, out -> out.writeLong(-1L)));
    }

    @Test
    void row6RandomFramesEndTheConnection() {
        Random random = new Random(7);
        for (int round = 0; round < 30; round++) {
            byte[] junk = new byte[40_000];
            random.nextBytes(junk);
            try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
                try {
                    peer.send(out -> out.writeBytes(junk));
                } catch (UncheckedIOException closedMeanwhile) {
                    // The server need not read it all.
                }
                peer.readToEnd();
            }
        }
    }

    @Test
    void row7AnUnlistedFlagEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.request(1, MethodKind.BIDI_STREAMING, "a/b", -1)
                        .frame(FrameType.MESSAGE, 1, out -> out.writeByte(0x80)));
    }

    @Test
    void row7AKindOver4EndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.REQUEST, 1, out -> out.writeByte(5)));
    }

    @Test
    void row8AnUnknownTypeIsSkipped() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.send(out -> out.writeLong(FrameHeader.of(FrameType.HELLO, 77, 5) | 0x40L << 32)
                    .writeZero(5));
            peer.request(1, MethodKind.UNARY, "a/echo", 5);
            assertEquals(1, peer.read(FrameType.REPLY).streamId());
        }
    }

    @Test
    void row9AReplyFromAClientEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.REPLY, 1, out -> out.writeByte(1)));
    }

    @Test
    void row10AStreamFrameOnTheConnectionEndsIt() {
        connectionError(StatusCode.INTERNAL, peer -> peer.request(0, MethodKind.UNARY, "a/b", 1));
    }

    @Test
    void row10AConnectionFrameOnAStreamEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.PING, 1, out -> out.writeLong(1)));
    }

    @Test
    void row11AStreamIdTwiceEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.request(5, MethodKind.UNARY, "a/echo", 1).request(5, MethodKind.UNARY, "a/echo", 1));
    }

    @Test
    void row11AStreamIdThatGoesBackEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.request(5, MethodKind.UNARY, "a/echo", 1).request(4, MethodKind.UNARY, "a/echo", 1));
    }

    @Test
    void row12AFrameForAStreamNeverOpenedEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.MESSAGE, 1, message(0, 0, 1)));
    }

    @Test
    void row14AMethodNumberNeverAnnouncedEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.frame(FrameType.REQUEST, 1, out -> out.writeByte(0).writeByte(9)));
    }

    @Test
    void row15AMethodAnnouncedOutOfOrderEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.frame(
                        FrameType.REQUEST,
                        1,
                        out -> RequestFrame.writeHead(out, RequestFrame.NAME, 2, "a/b", 0, Metadata.EMPTY)));
    }

    @Test
    void row15AMethodOverTheLimitEndsTheConnection() {
        connectionError(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.frame(
                        FrameType.REQUEST,
                        1,
                        out -> RequestFrame.writeHead(out, RequestFrame.NAME, 1_025, "a/b", 0, Metadata.EMPTY)));
    }

    @Test
    void row25AMessageWithoutConnectionCreditEndsTheConnection() {
        connectionError(StatusCode.RESOURCE_EXHAUSTED, peer -> {
            for (int id = 1; id <= MAX_CALLS; id++) {
                peer.frame(FrameType.REQUEST, id, out -> {
                    ScriptedPeer.head(out, MethodKind.UNARY, "a/b", RequestFrame.MESSAGE | RequestFrame.MORE);
                    Varint.write(out, 100_000);
                    out.writeZero(1);
                });
            }
        });
    }

    @Test
    void row26CreditOfNothingEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.CREDIT, 0, out -> out.writeByte(0)));
    }

    @Test
    void row26ConnectionCreditThatOverflowsEndsTheConnection() {
        connectionError(
                StatusCode.INTERNAL,
                peer -> peer.frame(FrameType.CREDIT, 0, out -> Varint.write(out, Integer.MAX_VALUE)));
    }

    @Test
    void row28APingNotOf8BytesEndsTheConnection() {
        connectionError(StatusCode.INTERNAL, peer -> peer.frame(FrameType.PING, 0, out -> out.writeZero(7)));
    }

    @Test
    void row29AFloodOfPingsEndsTheConnection() {
        connectionError(StatusCode.RESOURCE_EXHAUSTED, peer -> {
            for (int i = 0; i < 4; i++) {
                peer.send(out -> PingFrame.write(out, FrameType.PING, 1));
            }
        });
    }

    @Test
    void row30AConnectionThatEndsInsideAFrameEndsItsStreams() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.request(1, MethodKind.BIDI_STREAMING, "a/b", -1);
            peer.send(out ->
                    out.writeLong(FrameHeader.of(FrameType.MESSAGE, 1, 100)).writeByte(0));
            TestServer.Call call = server.call();
            peer.endOutput();
            assertEquals(StatusCode.UNAVAILABLE, call.heard().closed().status().code());
        }
    }

    @Test
    void row31AServerReadsNoMoreFromAPeerThatTakesNothing() throws InterruptedException {
        ScriptedPeer peer = ScriptedPeer.connectedTo(server);

        // So much credit that this alone would never hold the server back.
        Hello d = Hello.DEFAULT;
        peer.shakeHands(new Hello(
                d.maxFrameBytes(), 1 << 20, 8_192, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, d.compressors(), 0, 0));
        AtomicInteger calls = new AtomicInteger();
        Thread sender = new Thread(() -> {
            try {
                while (calls.get() < 100_000) {
                    peer.send(out -> {
                        for (int i = 0; i < 50; i++) {
                            int at = FrameHeader.begin(out);
                            ScriptedPeer.head(out, MethodKind.UNARY, "a/echo", RequestFrame.MESSAGE);
                            out.writeZero(1_000);
                            FrameHeader.end(out, at, FrameType.REQUEST, calls.incrementAndGet(), 0);
                        }
                    });
                }
            } catch (UncheckedIOException closed) {
                // the end of the test
            }
        });
        sender.start();
        // Long enough for all 100 MB, if the server took them.
        sender.join(1_500);
        assertTrue(sender.isAlive(), "the server took it all");
        assertTrue(transport.activeAllocations() < 1_000, transport.activeAllocations() + " buffers");
        peer.close();
        sender.join();
    }
}
