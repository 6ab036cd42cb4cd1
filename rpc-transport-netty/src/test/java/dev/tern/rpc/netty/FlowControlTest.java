package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.PingFrame;
import dev.tern.rpc.netty.framed.wire.Varint;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Credit, watermarks and turns; {@code docs/spec/framed.md}, "Flow control". */
class FlowControlTest {
    private static RequestHead head(String method, MethodKind kind) {
        return new RequestHead(method, kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
    }

    private static Hello hello(int maxMessage, int streamCredit, int connectionCredit) {
        Hello d = Hello.DEFAULT;
        return new Hello(
                d.maxFrameBytes(), maxMessage, 8_192, 1_000, streamCredit, connectionCredit, List.of(), 0, 100);
    }

    @Test
    void aStreamWithoutCreditWaitsAndGoesOnWithMore() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(transport.get(), ScriptedPeer.addressOf(port));
            try (ScriptedPeer peer = ScriptedPeer.serverOn(port, hello(1_000, 100, 3_000))) {
                Stream stream = connecting.connection().open(head("a/b", MethodKind.CLIENT_STREAMING), Heard.of());
                peer.read(FrameType.REQUEST);
                for (int i = 0; i < 3; i++) {
                    stream.send(new byte[50], BYTES, false);
                }
                // 100 - 114 is not above 0: one message, then none until credit comes. PONG comes behind what is sent.
                peer.read(FrameType.MESSAGE);
                peer.send(out -> PingFrame.write(out, FrameType.PING, 1));
                assertEquals(FrameType.PONG.number(), peer.read().type());
                peer.frame(FrameType.CREDIT, 1, out -> Varint.write(out, 114));
                peer.read(FrameType.MESSAGE);
                peer.send(out -> PingFrame.write(out, FrameType.PING, 2));
                assertEquals(FrameType.PONG.number(), peer.read().type());
                peer.frame(FrameType.CREDIT, 1, out -> Varint.write(out, 1_000));
                peer.read(FrameType.MESSAGE);
            }
        }
    }

    @Test
    void aMessageWaitsUntilTheConnectionsCreditCoversAllOfItAndASmallOneGoesFirst() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(transport.get(), ScriptedPeer.addressOf(port));
            try (ScriptedPeer peer = ScriptedPeer.serverOn(port, hello(100_000, 100, 200_128))) {
                ClientConnection connection = connecting.connection();
                connection.open(head("a/b", MethodKind.UNARY), Heard.of()).send(new byte[99_000], BYTES, true);
                connection.open(head("a/b", MethodKind.UNARY), Heard.of()).send(new byte[99_000], BYTES, true);
                connection.open(head("a/b", MethodKind.UNARY), Heard.of()).send(new byte[70_000], BYTES, true);
                connection.open(head("a/b", MethodKind.UNARY), Heard.of()).send(new byte[1_000], BYTES, true);
                // Streams are numbered as they are sent: the small one is third.
                int small = 0;
                while (small == 0) {
                    ScriptedPeer.Frame frame = peer.read(FrameType.REQUEST);
                    small = frame.body().readableBytes() < 1_100 ? frame.streamId() : 0;
                }
                assertEquals(3, small);
                peer.frame(FrameType.CREDIT, 0, out -> Varint.write(out, 70_064));
                assertEquals(4, peer.read(FrameType.REQUEST).streamId());
            }
        }
    }

    @Test
    void aReceiverThatConsumesNothingBoundsWhatTheSenderSends() throws IOException {
        try (CountedTransport transport = CountedTransport.of(settings -> settings.streamCreditBytes(100_000));
                TestServer server = TestServer.holding(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Heard heard = Heard.of();
            Stream stream = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), heard);
            TestServer.Call call = server.call();
            call.stream().request(1_000_000);
            int sent = 0;
            while (stream.isReady()) {
                stream.send(new byte[1_000], BYTES, false);
                sent++;
            }
            // What the stream's credit allows has come, and no more: a call made after it was answered.
            Heard other = Heard.of();
            connection.open(head("a/echo", MethodKind.UNARY), other).send(new byte[1], BYTES, true);
            other.message();
            int come = call.heard().events.size();
            assertEquals(100_000 / 1_064 + 1, come);
            assertTrue(sent > come && sent < 600, sent + " sent");

            // Consumed, the rest comes, and the sender hears that it may go on.
            for (int i = 0; i < sent; i++) {
                call.heard().held().discard();
            }
            heard.next("ready");
            assertTrue(stream.isReady());
            stream.cancel(StatusCode.CANCELLED.withMessage("done"));
            call.heard().closed();
        }
    }

    @Test
    void emptyMessagesThatWaitCountToo() throws IOException {
        try (CountedTransport transport = CountedTransport.of(
                        settings -> settings.streamCreditBytes(6_400).writeWatermarks(16_000, 64_000));
                TestServer server = TestServer.holding(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Stream stream = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), Heard.of());
            TestServer.Call call = server.call();
            int sent = 0;
            while (stream.isReady() && sent < 10_000) {
                stream.send(new byte[0], BYTES, false);
                sent++;
            }
            assertTrue(sent >= 1_000 && sent <= 1_101, sent + " sent: 100 by credit, 1,000 wait at most");
            stream.cancel(StatusCode.CANCELLED.withMessage("done"));
            call.heard().held().discard();
            call.heard().closed();
        }
    }

    @Test
    void emptyMessagesCostCreditToo() throws IOException {
        try (CountedTransport transport = CountedTransport.of(settings -> settings.streamCreditBytes(6_400));
                TestServer server = TestServer.holding(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Stream stream = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), Heard.of());
            TestServer.Call call = server.call();
            for (int i = 0; i < 1_000; i++) {
                stream.send(new byte[0], BYTES, false);
            }
            Heard other = Heard.of();
            connection.open(head("a/echo", MethodKind.UNARY), other).send(new byte[1], BYTES, true);
            other.message();
            call.stream().request(1_000_000);
            for (int i = 0; i < 100; i++) {
                call.heard().held();
            }
            Heard again = Heard.of();
            connection.open(head("a/echo", MethodKind.UNARY), again).send(new byte[1], BYTES, true);
            again.message();
            assertEquals(0, call.heard().events.size());
            stream.cancel(StatusCode.CANCELLED.withMessage("done"));
            call.heard().closed();
        }
    }

    @Test
    void aSlowStreamLeavesTheOthersTheConnection() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.holding(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Stream slow = connection.open(head("a/b", MethodKind.CLIENT_STREAMING), Heard.of());
            TestServer.Call call = server.call();
            for (int i = 0; i < 1_000; i++) {
                slow.send(new byte[10_000], BYTES, false);
            }
            for (int i = 0; i < 100; i++) {
                Heard heard = Heard.of();
                connection.open(head("a/echo", MethodKind.UNARY), heard).send(new byte[100_000], BYTES, true);
                assertEquals(100_000, heard.message().length);
            }
            slow.cancel(StatusCode.CANCELLED.withMessage("done"));
            Heard.Event event = call.heard().events.peek();
            ((InboundMessage) event.value()).discard();
        }
    }

    @Test
    void aLongMessageHoldsUpNeitherAPingNorASmallCall() throws IOException {
        int long64MiB = 64 << 20;
        try (CountedTransport transport = CountedTransport.of(settings -> settings.maxMessageBytes(long64MiB));
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Heard large = Heard.of();
            connection.open(head("a/echo", MethodKind.UNARY), large).send(new byte[long64MiB], BYTES, true);
            int between = 0;
            while (large.events.isEmpty()) {
                Heard small = Heard.of();
                connection.open(head("a/echo", MethodKind.UNARY), small).send(new byte[32], BYTES, true);
                small.message();
                between++;
            }
            assertEquals(long64MiB, large.message().length);
            assertTrue(between >= 3, "only " + between + " small calls beside the long one");
        }
    }

    @Test
    void fragmentsOfTwoLongMessagesTakeTurnsAndControlFramesOvertakeThem() throws IOException {
        try (CountedTransport transport = CountedTransport.of(settings -> settings.eventLoopThreads(1));
                ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(transport.get(), ScriptedPeer.addressOf(port));
            // On the event loop, so that both messages are there before it goes on with either.
            connecting.ready.thenAccept(connection -> {
                for (int i = 0; i < 2; i++) {
                    connection.open(head("a/b", MethodKind.UNARY), Heard.of()).send(new byte[8 << 20], BYTES, true);
                }
            });
            try (ScriptedPeer peer = ScriptedPeer.serverOn(port, hello(8 << 20, 1 << 20, 32 << 20))) {
                int[] bytes = new int[3];
                int pongAt = 0;
                int frames = 0;
                int mostAhead = 0;
                boolean pinged = false;
                while (bytes[1] + bytes[2] < 16 << 20) {
                    ScriptedPeer.Frame frame = peer.read();
                    frames++;
                    if (frame.type() == FrameType.PONG.number()) {
                        pongAt = frames;
                    } else {
                        bytes[frame.streamId()] += frame.body().readableBytes();
                        if (bytes[1] > 0 && bytes[2] > 0 && bytes[1] < 8 << 20 && bytes[2] < 8 << 20) {
                            mostAhead = Math.max(mostAhead, Math.abs(bytes[1] - bytes[2]));
                        }
                    }
                    if (!pinged && bytes[2] > 0) {
                        pinged = true;
                        peer.send(out -> PingFrame.write(out, FrameType.PING, 1));
                    }
                }
                assertTrue(pongAt > 0 && pongAt < 250, "PONG was frame " + pongAt + " of " + frames);
                assertTrue(mostAhead <= 1 << 17, "one message was " + mostAhead + " bytes ahead");
            }
        }
    }

    @Test
    void aMessageOverThePeersLimitIsRefusedHereAndTheStreamIsAsItWas() throws IOException {
        try (CountedTransport transport = CountedTransport.of(settings -> settings.maxMessageBytes(1_000));
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Heard heard = Heard.of();
            Stream stream = connection.open(head("a/echo", MethodKind.UNARY), heard);
            RpcException refused =
                    Assertions.assertThrows(RpcException.class, () -> stream.send(new byte[1_001], BYTES, true));
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
            assertTrue(refused.getMessage().contains("message of 1001 bytes exceeds"), refused.getMessage());
            stream.send(new byte[1_000], BYTES, true);
            assertEquals(1_000, heard.message().length);
            assertEquals(Status.OK, heard.closed().status());
        }
    }

    @Test
    void metadataOverThePeersLimitIsRefusedHere() throws IOException {
        try (CountedTransport transport = CountedTransport.of(settings -> settings.maxMetadataBytes(100));
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Metadata big = Metadata.of(Metadata.Key.text("k"), "v".repeat(100));
            Heard heard = Heard.of();
            connection.open(new RequestHead("a/echo", MethodKind.UNARY, RequestHead.NO_TIMEOUT, big), heard);
            Heard.Closed closed = heard.closed();
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, closed.status().code());
            assertFalse(closed.neverSent(), "another connection would refuse it too");

            Heard other = Heard.of();
            connection.open(head("a/b", MethodKind.UNARY), other).send(new byte[0], BYTES, true);
            server.call().stream().close(Status.OK, big);
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, other.closed().status().code());
        }
    }

    @Test
    void aMessageConsumedOnAnotherThreadLaterIsWhatWasSent() throws Exception {
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.holding(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            List<InboundMessage> held = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] message = new byte[i * 300];
                java.util.Arrays.fill(message, (byte) i);
                connection.open(head("a/b", MethodKind.UNARY), Heard.of()).send(message, BYTES, true);
                held.add(server.call().heard().held());
            }
            for (int i = 0; i < held.size(); i++) {
                byte[] expected = new byte[i * 300];
                java.util.Arrays.fill(expected, (byte) i);
                assertEquals(expected.length, held.get(i).size());
                assertArrayEquals(expected, held.get(i).decode(BYTES));
                InboundMessage done = held.get(i);
                Assertions.assertThrows(IllegalStateException.class, () -> done.decode(BYTES));
                done.discard();
            }
        }
    }
}
