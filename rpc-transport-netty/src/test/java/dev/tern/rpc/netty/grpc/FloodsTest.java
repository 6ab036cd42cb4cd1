package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2Error.CANCEL;
import static io.netty.handler.codec.http2.Http2Error.COMPRESSION_ERROR;
import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2FrameTypes.CONTINUATION;
import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.PING;
import static io.netty.handler.codec.http2.Http2FrameTypes.PRIORITY;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.NettyTransportBuilder;
import io.netty.handler.codec.http2.Http2Error;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/**
 * Clients that send what is right in itself, and too much of it, at a small price to them. Each flood is far longer than its
 * limit; it ends early when the server has closed the connection, which it must have done by then.
 */
class FloodsTest extends BadHttp2Clients {
    private static final int MAX_RESETS = 50;
    private static final int FLOOD = 100_000;

    @Override
    NettyTransportBuilder settings(NettyTransportBuilder common) {
        return common.maxResets(MAX_RESETS, Duration.ofMinutes(10));
    }

    /** Sends again and again, while what comes back is read, until the server has ended the connection for such a reason. */
    private void flood(IntConsumer one, Http2Peer peer, Http2Error... codes) {
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < FLOOD; i++) {
                    one.accept(i);
                }
            } catch (UncheckedIOException closed) {
                // as it must be
            }
        });
        sender.start();
        try {
            peer.expectGoAwayUnlessLost(codes);
            sender.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            peer.close();
        }
    }

    private static int id(int i) {
        return 2 * i + 1;
    }

    @Test
    void aFloodOfRequestsThatAreResetAtOnce() {
        // CVE-2023-44487, Rapid Reset
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(i -> peer.headers(id(i), HeaderBlock.request("/a/b")).reset(id(i), CANCEL), peer, ENHANCE_YOUR_CALM);
        assertTrue(server.calls.size() <= MAX_RESETS + MAX_CALLS, server.calls.size() + " calls were begun");
    }

    @Test
    void aFloodOfRequestsThatTheServerMustResetForTheirWindow() {
        // CVE-2025-8671, MadeYouReset
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(i -> peer.headers(id(i), HeaderBlock.request("/a/b")).windowUpdate(id(i), 0), peer, ENHANCE_YOUR_CALM);
        assertTrue(server.calls.size() <= MAX_RESETS + MAX_CALLS, server.calls.size() + " calls were begun");
    }

    @Test
    void aFloodOfRequestsThatTheServerMustResetForTheirPriority() {
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(
                i -> peer.headers(id(i), HeaderBlock.request("/a/b")).zeros(PRIORITY, 0, id(i), 4),
                peer,
                ENHANCE_YOUR_CALM);
    }

    @Test
    void aFloodOfRequestsThatTheServerMustResetForTheirDataAfterTheEnd() {
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(
                i -> peer.lastHeaders(id(i), HeaderBlock.request("/a/b")).data(id(i), new byte[1]),
                peer,
                ENHANCE_YOUR_CALM);
    }

    @Test
    void aFloodOfMalformedRequests() {
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(i -> peer.headers(id(i), HeaderBlock.request("/a/b").with("BAD", "")), peer, ENHANCE_YOUR_CALM);
    }

    @Test
    void aFloodOfContinuations() {
        // CVE-2024-27316 and its kin
        Http2Peer peer = Http2Peer.clientOf(server);
        byte[] field = HeaderBlock.empty().with("x-name", "value").bytes();
        peer.frame(HEADERS, 0, 1, HeaderBlock.request("/a/b").bytes());
        flood(i -> peer.frame(CONTINUATION, 0, 1, field), peer, ENHANCE_YOUR_CALM, PROTOCOL_ERROR);
    }

    @Test
    void aFloodOfEmptyContinuations() {
        Http2Peer peer = Http2Peer.clientOf(server);
        peer.frame(HEADERS, 0, 1, HeaderBlock.request("/a/b").bytes());
        flood(i -> peer.frame(CONTINUATION, 0, 1), peer, ENHANCE_YOUR_CALM, PROTOCOL_ERROR);
    }

    @Test
    void aFloodOfLargeContinuations() {
        Http2Peer peer = Http2Peer.clientOf(server);
        peer.frame(HEADERS, 0, 1, HeaderBlock.request("/a/b").bytes());
        flood(
                i -> peer.zeros(CONTINUATION, 0, 1, Http2Peer.DEFAULT_MAX_FRAME),
                peer,
                ENHANCE_YOUR_CALM,
                PROTOCOL_ERROR,
                COMPRESSION_ERROR);
    }

    @Test
    void aFloodOfEmptyData() {
        // CVE-2019-9518
        Http2Peer peer = Http2Peer.clientOf(server);
        peer.headers(1, HeaderBlock.request("/a/b"));
        flood(i -> peer.data(1), peer, ENHANCE_YOUR_CALM);
    }

    @Test
    void aFloodOfDataThatIsAllPaddingWithNothingInIt() {
        Http2Peer peer = Http2Peer.clientOf(server);
        peer.headers(1, HeaderBlock.request("/a/b"));
        flood(i -> peer.frame(DATA, Http2Peer.PADDED, 1, new byte[1]), peer, ENHANCE_YOUR_CALM);
    }

    @Test
    void aFloodOfPings() {
        // CVE-2019-9512, and gRPC's keepalive rules
        Http2Peer peer = Http2Peer.clientOf(server);
        flood(i -> peer.ping(i), peer, ENHANCE_YOUR_CALM);
    }

    @Test
    void aFewPingsTooManyAreAFlood() {
        // Under the least interval of 10 s; three strikes are allowed.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            for (int i = 0; i < 5; i++) {
                peer.ping(i);
            }
            peer.expectGoAway(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void pongsAreNoPings() {
        ignored(peer -> {
            for (int i = 0; i < 20; i++) {
                peer.zeros(PING, Http2Peer.ACK, 0, 8);
            }
        });
    }
}
