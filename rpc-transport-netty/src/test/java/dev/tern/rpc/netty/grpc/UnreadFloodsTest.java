package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static io.netty.handler.codec.http2.Http2FrameTypes.PING;
import static io.netty.handler.codec.http2.Http2FrameTypes.SETTINGS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.netty.TestServer;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * Clients that read nothing of what comes back, or never send the rest: what they make the server hold is bounded. A flood ends
 * when the server has closed the connection, or reads no more of it.
 */
class UnreadFloodsTest extends BadHttp2Clients {
    /** A client that could send nothing for so long is not read from. */
    private static final long STANDSTILL_MILLIS = 500;

    /** By then it must have come to that: sockets take some megabytes before anything is held back. */
    private static final int MOST_STANDSTILLS = 40;

    /** Small frames go out so many at a time: what sockets take by themselves is a million of them. */
    private static final int BATCH = 1_000;

    /** Netty's limit of control frames that wait, by default, is by far the largest of those at work here. */
    private static final int MAX_BUFFERS = 10_000;

    @Override
    NettyTransportBuilder settings(NettyTransportBuilder common) {
        // Pings are bounded by their interval otherwise, which is another test's.
        return common.maxConcurrentCalls(100).minPingInterval(Duration.ZERO);
    }

    /** Sends again and again, until the server takes no more, and makes sure that it then holds little. */
    private void flood(Http2Peer peer, IntConsumer one) throws InterruptedException {
        AtomicInteger sent = new AtomicInteger();
        Thread sender = new Thread(() -> {
            try {
                while (true) {
                    one.accept(sent.getAndIncrement());
                }
            } catch (UncheckedIOException closed) {
                // fine
            }
        });
        sender.start();
        int before = -1;
        int waits = 0;
        while (before != sent.get() && waits < MOST_STANDSTILLS) {
            before = sent.get();
            sender.join(STANDSTILL_MILLIS);
            waits++;
        }
        long held = transport.activeAllocations();
        peer.close();
        sender.join();
        assertTrue(waits < MOST_STANDSTILLS, "the server takes it all");
        assertTrue(held < MAX_BUFFERS, held + " buffers held");
    }

    /** So many of a frame. */
    private static byte[] batch(byte[] frame) {
        ByteBuffer all = ByteBuffer.allocate(BATCH * frame.length);
        for (int i = 0; i < BATCH; i++) {
            all.put(frame);
        }
        return all.array();
    }

    @Test
    void settingsWhoseAcknowledgementsNobodyReads() throws InterruptedException {
        // CVE-2019-9515
        Http2Peer peer = Http2Peer.clientOf(server);
        byte[] batch = batch(Http2Peer.bytes(SETTINGS, 0, 0));
        flood(peer, i -> peer.send(batch));
    }

    @Test
    void pingsWhoseAnswersNobodyReads() throws InterruptedException {
        // CVE-2019-9512
        Http2Peer peer = Http2Peer.clientOf(server);
        byte[] batch = batch(Http2Peer.bytes(PING, 0, 0, new byte[8]));
        flood(peer, i -> peer.send(batch));
    }

    @Test
    void callsWhoseRepliesNobodyReads() throws InterruptedException {
        // So much window that this alone would never hold the server back.
        Http2Peer peer = Http2Peer.clientOf(server, Http2Peer.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE);
        peer.windowUpdate(0, Integer.MAX_VALUE - Http2Peer.DEFAULT_WINDOW);
        flood(peer, i -> peer.call(2 * i + 1, "/a/echo", 1_000));
    }

    @Test
    void callsWhoseRepliesHaveNoWindow() throws InterruptedException {
        // Their streams stay, and so the limit of concurrent calls is what bounds them.
        Http2Peer peer = Http2Peer.clientOf(server, Http2Peer.INITIAL_WINDOW_SIZE, 0);
        flood(peer, i -> peer.call(2 * i + 1, "/a/echo", 1_000));
    }

    @Test
    void resetsOfRepliesThatWaitForTheirWindow() {
        // CVE-2019-9517 and 9514: what waits for a window goes with its stream.
        try (Http2Peer peer = Http2Peer.clientOf(server, Http2Peer.INITIAL_WINDOW_SIZE, 0)) {
            for (int i = 0; i < 100; i++) {
                int id = 2 * i + 1;
                peer.call(id, "/a/echo", 1_000);
                peer.readOf(id);
                peer.reset(id, io.netty.handler.codec.http2.Http2Error.CANCEL);
            }
            peer.settings(Http2Peer.INITIAL_WINDOW_SIZE, 1_000);
            expectEcho(peer, 2_001);
            assertTrue(transport.activeAllocations() < 50, transport.activeAllocations() + " buffers held");
        }
    }

    @Test
    void callsThatNeverSendTheRestHoldNoMoreThanTheirWindows() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            byte[] prefix = ByteBuffer.allocate(Http2Peer.PREFIX)
                    .put((byte) 0)
                    .putInt(MAX_MESSAGE_BYTES)
                    .array();
            for (int i = 0; i < 100; i++) {
                int id = 2 * i + 1;
                peer.headers(id, HeaderBlock.request("/a/b"))
                        .data(id, prefix)
                        .awaitWindow(0, 1)
                        .zeros(DATA, 0, id, 1);
            }
            List<TestServer.Call> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(server.call());
            }
            long held = transport.activeAllocations();
            assertTrue(held < MAX_BUFFERS, held + " buffers held");
            // What they began is freed with the connection.
            peer.endOutput();
            for (TestServer.Call call : calls) {
                StatusCode code = call.heard().closed().status().code();
                assertTrue(code == StatusCode.UNAVAILABLE || code == StatusCode.CANCELLED, code::toString);
            }
        }
    }
}
