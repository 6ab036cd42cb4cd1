package dev.tern.rpc.netty;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.Varint;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections as a whole: how they are made, drained, lost and closed, and how many there may be. */
class NettyTransportTest {
    private static RequestHead head(String method, MethodKind kind) {
        return new RequestHead(method, kind, RequestHead.NO_TIMEOUT, Metadata.EMPTY);
    }

    @Test
    void anAddressWhereNobodyListensIsUnavailableAndNamed() throws IOException {
        SocketAddress nowhere;
        try (ServerSocket port = ScriptedPeer.port()) {
            nowhere = ScriptedPeer.addressOf(port);
        }
        try (CountedTransport transport = CountedTransport.create()) {
            Status status = Connecting.get(Connecting.to(transport.get(), nowhere).closed);
            assertEquals(StatusCode.UNAVAILABLE, status.code());
            assertTrue(status.message().contains("can't connect to " + nowhere), status.message());
        }
    }

    @Test
    void anUnresolvedAddressIsUnavailable() {
        try (CountedTransport transport = CountedTransport.create()) {
            Connecting connecting =
                    Connecting.to(transport.get(), InetSocketAddress.createUnresolved("nowhere.invalid", 1));
            assertEquals(
                    StatusCode.UNAVAILABLE, Connecting.get(connecting.closed).code());
        }
    }

    @Test
    void anAddressThatIsTakenCannotBeListenedAt() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                ServerSocket port = ScriptedPeer.port()) {
            SocketAddress taken = ScriptedPeer.addressOf(port);
            IOException refused = assertThrows(
                    IOException.class,
                    () -> transport.get().listen(taken, connection -> {
                        throw new AssertionError("nobody connects");
                    }));
            assertTrue(refused.getMessage().contains("can't listen at " + taken), refused.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionOverTheLimitIsRefusedAndOneMayFollowWhenAnotherGoes(Protocol wire) throws IOException {
        try (CountedTransport transport =
                        CountedTransport.of(settings -> settings.protocol(wire).maxConnections(1));
                TestServer server = TestServer.on(transport.get())) {
            Connecting first = Connecting.to(transport.get(), server.address());
            first.connection();
            Connecting second = Connecting.to(transport.get(), server.address());
            Status refused = Connecting.get(second.closed);
            assertEquals(StatusCode.UNAVAILABLE, refused.code());
            assertTrue(refused.message().contains("refused by the peer: "), refused::toString);
            assertTrue(refused.message().contains("the port has maxConnections 1"), refused::toString);
            assertThrows(AssertionError.class, second::connection, "it was ready before it was refused");
            first.connection().drain();
            Connecting.get(first.closed);
            Connecting.get(server.accepted().closed());
            Connecting.to(transport.get(), server.address()).connection();
        }
    }

    @Test
    void aDrainedClientConnectionEndsWithItsLastCall() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.on(transport.get())) {
            Connecting connecting = Connecting.to(transport.get(), server.address());
            Heard heard = Heard.of();
            connecting.connection().open(head("a/b", MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
            TestServer.Call call = server.call();
            connecting.connection().drain();
            call.stream().reply(new byte[2], BYTES, Metadata.EMPTY);
            assertEquals(2, heard.message().length);
            assertEquals(Status.OK, heard.closed().status());
            Connecting.get(connecting.closed);
            Heard late = Heard.of();
            connecting.connection().open(head("a/b", MethodKind.UNARY), late);
            assertTrue(late.closed().neverSent());
        }
    }

    @Test
    void aDrainedServerConnectionRunsItsCallsToTheirEnd() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.on(transport.get())) {
            Connecting connecting = Connecting.to(transport.get(), server.address());
            Heard heard = Heard.of();
            connecting.connection().open(head("a/b", MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
            TestServer.Call call = server.call();
            TestServer.Accepted accepted = server.accepted();
            accepted.connection().drain();
            Connecting.get(connecting.draining);
            assertFalse(connecting.closed.isDone());
            call.stream().reply(new byte[2], BYTES, Metadata.EMPTY);
            assertEquals(2, heard.message().length);
            assertEquals(Status.OK, heard.closed().status());
            Connecting.get(connecting.closed);
            Connecting.get(accepted.closed());
        }
    }

    @Test
    void aClosedConnectionEndsItsCallsWithTheReason() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.on(transport.get())) {
            Connecting connecting = Connecting.to(transport.get(), server.address());
            Heard heard = Heard.of();
            connecting.connection().open(head("a/b", MethodKind.BIDI_STREAMING), heard);
            TestServer.Call call = server.call();
            Status reason = StatusCode.UNAVAILABLE.withMessage("moving house");
            connecting.connection().close(reason);
            assertEquals(reason, heard.closed().status());
            assertEquals(reason, Connecting.get(connecting.closed));
            Heard.Closed there = call.heard().closed();
            assertEquals(StatusCode.UNAVAILABLE, there.status().code());
            assertEquals(Origin.THIS_SIDE, there.origin());
        }
    }

    @Test
    void closingTheTransportEndsEverything() throws IOException {
        CountedTransport transport = CountedTransport.create();
        TestServer server = TestServer.on(transport.get());
        Connecting connecting = Connecting.to(transport.get(), server.address());
        Heard heard = Heard.of();
        Stream stream = connecting.connection().open(head("a/b", MethodKind.BIDI_STREAMING), heard);
        server.call();
        transport.close();
        assertEquals(StatusCode.UNAVAILABLE, heard.closed().status().code());
        assertTrue(connecting.closed.isDone());
        stream.send(new byte[1], BYTES, false);
        stream.request(1);
        stream.cancel(Status.of(StatusCode.CANCELLED));
        Heard late = Heard.of();
        connecting.connection().open(head("a/b", MethodKind.UNARY), late).send(new byte[1], BYTES, true);
        assertTrue(late.closed().neverSent());
        transport.close();
        assertEquals(
                StatusCode.UNAVAILABLE,
                Connecting.get(Connecting.to(transport.get(), server.address()).closed)
                        .code());
    }

    @Test
    void tenThousandCallsAreLiveOnOneConnection() throws IOException {
        int calls = 10_000;
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            List<Heard> heard = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                Heard one = Heard.of();
                heard.add(one);
                connection.open(head("a/b", MethodKind.UNARY), one).send(new byte[10], BYTES, true);
            }
            List<TestServer.Call> there = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                there.add(server.call());
            }
            there.forEach(call -> call.stream().reply(new byte[20], BYTES, Metadata.EMPTY));
            heard.forEach(one -> {
                assertEquals(20, one.message().length);
                assertEquals(Status.OK, one.closed().status());
            });
        }
    }

    @Test
    void manyThreadsShareOneConnection() throws Exception {
        int threads = 8;
        int each = 500;
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            AtomicInteger right = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(threads);
            for (int t = 0; t < threads; t++) {
                byte mark = (byte) t;
                new Thread(() -> {
                            for (int i = 0; i < each; i++) {
                                byte[] message = new byte[1 + (i * 37) % 3_000];
                                java.util.Arrays.fill(message, mark);
                                Heard heard = Heard.of();
                                connection
                                        .open(head("a/echo", MethodKind.UNARY), heard)
                                        .send(message, BYTES, true);
                                if (java.util.Arrays.equals(message, heard.message())) {
                                    right.incrementAndGet();
                                }
                            }
                            done.countDown();
                        })
                        .start();
            }
            assertTrue(done.await(20, TimeUnit.SECONDS));
            assertEquals(threads * each, right.get());
        }
    }

    @Test
    void aFloodOfOneWayCallsIsHeldBackByReadiness() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                ServerSocket port = ScriptedPeer.port()) {
            Connecting connecting = Connecting.to(transport.get(), ScriptedPeer.addressOf(port));
            try (ScriptedPeer peer = ScriptedPeer.serverOn(port, Hello.DEFAULT)) {
                ClientConnection connection = connecting.connection();
                Heard heard = Heard.of();
                Stream next = connection.open(head("a/b", MethodKind.ONE_WAY), heard);
                int sent = 0;
                while (next.isReady() && sent < 100_000) {
                    next.send(new byte[10_000], BYTES, true);
                    sent++;
                    heard = Heard.of();
                    next = connection.open(head("a/b", MethodKind.ONE_WAY), heard);
                }
                // The peer has read nothing: credit, socket and watermark are what was sent at most.
                assertTrue(sent < 2_000, sent + " calls of 10,000 bytes");
                for (int i = 0; i < sent && i < 1_000; i++) {
                    peer.read(FrameType.REQUEST);
                }
                peer.frame(FrameType.CREDIT, 0, out -> Varint.write(out, 16 << 20));
                heard.next("ready");
                assertTrue(next.isReady());
            }
        }
    }

    @Test
    void aMarshallerThatThrowsLeavesTheStreamAsItWas() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Heard heard = Heard.of();
            Stream stream = connection.open(head("a/echo", MethodKind.UNARY), heard);
            assertThrows(UnsupportedOperationException.class, () -> stream.send(new byte[9], THROWING, true));
            stream.send(new byte[9], BYTES, true);
            assertEquals(9, heard.message().length);
        }
    }

    @Test
    void aMarshallerThatThrowsOnTheEventLoopLeavesTheStreamAsItWas() throws IOException {
        try (CountedTransport transport = CountedTransport.create();
                TestServer server = TestServer.on(transport.get())) {
            ClientConnection connection =
                    Connecting.to(transport.get(), server.address()).connection();
            Heard second = Heard.of();
            Heard first = Heard.of(message -> {
                Stream stream = connection.open(head("a/echo", MethodKind.UNARY), second);
                assertThrows(UnsupportedOperationException.class, () -> stream.send(new byte[9], THROWING, true));
                stream.send(new byte[8], BYTES, true);
            });
            connection.open(head("a/echo", MethodKind.UNARY), first).send(new byte[1], BYTES, true);
            assertEquals(8, second.message().length);
            assertEquals(Status.OK, second.closed().status());
        }
    }

    @Test
    void settingsOutOfRangeAreRefusedNamingTheValue() {
        NettyTransportBuilder builder = NettyTransport.builder();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> builder.maxFrameBytes(16_383));
        assertEquals("maxFrameBytes 16383 is not between 16384 and 16777215", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> builder.eventLoopThreads(0));
        assertThrows(IllegalArgumentException.class, () -> builder.connectTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.handshakeTimeout(Duration.ofDays(1)));
        assertThrows(IllegalArgumentException.class, () -> builder.maxConnections(0));
        Duration year = Duration.ofDays(365);
        assertThrows(IllegalArgumentException.class, () -> builder.keepalive(Duration.ZERO, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> builder.keepalive(Duration.ofSeconds(1), Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.grpcServersMinPingInterval(year));
        assertThrows(IllegalArgumentException.class, () -> builder.clientIdleTimeout(year));
        assertThrows(IllegalArgumentException.class, () -> builder.serverIdleTimeout(year));
        assertThrows(IllegalArgumentException.class, () -> builder.maxConnectionAge(Duration.ZERO, year));
        assertThrows(IllegalArgumentException.class, () -> builder.maxConnectionAge(Duration.ofHours(1), year));
        assertThrows(IllegalArgumentException.class, () -> builder.writeWatermarks(2, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.maxMessageBytes(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxConcurrentCalls(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxStreamWindowBytes(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxWaitingStreams(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.maxResets(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> builder.maxResets(1, Duration.ofMillis(999)));
        assertThrows(IllegalArgumentException.class, () -> builder.authority("no such:thing"));
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.maxMetadataBytes(30_000).build());
    }

    @Test
    void aCompressorWhoseNameIsTakenIsRefusedNamingIt() {
        NettyTransportBuilder builder = NettyTransport.builder();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> builder.compressor(Compressor.GZIP));
        assertEquals("there is a compressor 'gzip' already", refused.getMessage());
    }

    @Test
    void aCompressorOverTheLimitIsRefusedNamingIt() {
        NettyTransportBuilder builder = NettyTransport.builder();
        for (int i = 1; i < 16; i++) {
            builder.compressor(new Renamed("gzip-" + i));
        }
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> builder.compressor(new Renamed("gzip-16")));
        assertEquals("compressor 'gzip-16' would be one more than the limit of 16", refused.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> NettyTransport.builder().compressor(new Renamed("g".repeat(65))));
    }

    /** Gzip by another name. */
    private record Renamed(String name) implements Compressor {
        @Override
        public ByteBuffer compress(ByteBuffer message) {
            return Compressor.GZIP.compress(message);
        }

        @Override
        public ByteBuffer decompress(ByteBuffer compressed, int maxBytes) {
            return Compressor.GZIP.decompress(compressed, maxBytes);
        }
    }

    private static final Marshaller<byte[]> THROWING = new Marshaller<>() {
        @Override
        public void write(byte[] message, MessageSink sink) {
            sink.allocate(message.length).put((byte) 1);
            throw new UnsupportedOperationException("on purpose");
        }

        @Override
        public byte[] read(ByteBuffer bytes) {
            throw new UnsupportedOperationException("on purpose");
        }

        @Override
        public Class<byte[]> messageType() {
            return byte[].class;
        }

        @Override
        public String encoding() {
            return "none";
        }
    };
}
