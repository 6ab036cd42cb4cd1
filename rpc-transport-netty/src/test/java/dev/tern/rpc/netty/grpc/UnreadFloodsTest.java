package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.netty.TestServer;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * Clients that read nothing of what comes back, or never send the rest: what they make the server hold is bounded. Each test
 * gives a client the time to do its worst; by then the server has closed the connection, or reads no more of it.
 */
class UnreadFloodsTest extends BadHttp2Clients {
    /** Long enough for a client to send far more than is allowed to wait, if the server took it. */
    private static final long WORST_MILLIS = 1_500;

    private static final int FLOOD = 1_000_000;

    /** Netty's limit of control frames that wait, by default, is by far the largest of those at work here. */
    private static final int MAX_BUFFERS = 10_000;

    @Override
    NettyTransportBuilder settings(NettyTransportBuilder common) {
        // Pings are bounded by their interval otherwise, which is another test's.
        return common.maxConcurrentCalls(100).minPingInterval(Duration.ZERO);
    }

    /** Sends again and again, and makes sure that the server does not take it all, and holds little. */
    private void flood(Http2Peer peer, IntConsumer one) throws InterruptedException {
        int[] sent = new int[1];
        Thread sender = new Thread(() -> {
            try {
                while (sent[0] < FLOOD) {
                    one.accept(sent[0]++);
                }
            } catch (UncheckedIOException closed) {
                // fine
            }
        });
        sender.start();
        sender.join(WORST_MILLIS);
        long held = transport.activeAllocations();
        peer.close();
        sender.join();
        assertTrue(sent[0] < FLOOD, "the server took it all");
        assertTrue(held < MAX_BUFFERS, held + " buffers held");
    }

    @Test
    void settingsWhoseAcknowledgementsNobodyReads() throws InterruptedException {
        // CVE-2019-9515
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(peer, i -> peer.settings());
    }

    @Test
    void pingsWhoseAnswersNobodyReads() throws InterruptedException {
        // CVE-2019-9512
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(peer, i -> peer.ping(i));
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
