package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2Error.CANCEL;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.REFUSED_STREAM;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;
import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static io.netty.handler.codec.http2.Http2FrameTypes.GO_AWAY;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.TestServer;
import org.junit.jupiter.api.Test;

/** Frames that are right in themselves, on streams whose state does not allow them. */
class BadStreamsTest extends BadHttp2Clients {
    @Test
    void anEvenStreamOfAClientEndsTheConnection() {
        // 5.1.1
        connectionError(peer -> peer.headers(2, HeaderBlock.request("/a/b")), PROTOCOL_ERROR);
    }

    @Test
    void aStreamIdThatGoesBackOpensNoStream() {
        // 5.1.1 has it as a connection error. That stream counts as closed, though, and Netty treats it as any that is:
        // by a
        // stream error of STREAM_CLOSED.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(5, "/a/b");
            assertEquals("a/b", server.call().head().method());
            expectRefusalOfAStreamThatIsOver(peer.open(3, "/a/c"));
        }
        assertEquals(0, server.calls.size());
    }

    @Test
    void streamIdsMayLeaveGaps() {
        // 5.1.1
        ignored(peer -> peer.call(7, "/a/echo", 1).response(7));
    }

    @Test
    void dataOnAnIdleStreamEndsTheConnection() {
        // 5.1
        connectionError(peer -> peer.data(1, new byte[1]), PROTOCOL_ERROR);
    }

    @Test
    void aResetOfAnIdleStreamEndsTheConnection() {
        // 6.4
        connectionError(peer -> peer.reset(1, CANCEL), PROTOCOL_ERROR);
    }

    @Test
    void aWindowUpdateOfAnIdleStreamEndsTheConnection() {
        // 5.1
        connectionError(peer -> peer.windowUpdate(1, 10), PROTOCOL_ERROR);
    }

    @Test
    void framesOnAnIdleStreamOfTheServerEndTheConnection() {
        // 5.1: even streams are the server's to open, and it opens none.
        connectionError(peer -> peer.windowUpdate(2, 10), PROTOCOL_ERROR);
    }

    @Test
    void dataAfterTheEndIsAnErrorOfItsStream() {
        // 5.1, half-closed (remote)
        streamError(peer -> peer.call(1, "/a/b", 1).data(1, new byte[1]), STREAM_CLOSED);
    }

    @Test
    void headersAfterTheEndAreAnErrorOfTheirStream() {
        // 5.1, half-closed (remote)
        streamError(peer -> peer.call(1, "/a/b", 1).lastHeaders(1, HeaderBlock.trailers(0)), STREAM_CLOSED);
    }

    @Test
    void aWindowUpdateAfterTheEndIsNoError() {
        // 5.1, half-closed (remote)
        ignored(peer -> peer.call(1, "/a/b", 1).windowUpdate(1, 10));
    }

    @Test
    void headersOnAStreamThatIsOverDoNotOpenItAgain() {
        // 5.1, closed: a stream or a connection error, as the server likes.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.call(1, "/a/echo", 1).response(1);
            expectRefusalOfAStreamThatIsOver(peer.headers(1, HeaderBlock.request("/a/b")));
        }
        assertEquals(0, server.calls.size(), "a stream was opened twice");
    }

    @Test
    void dataOnAStreamThatIsOverIsAnError() {
        // 5.1, closed; 6.1
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.call(1, "/a/echo", 1).response(1);
            expectRefusalOfAStreamThatIsOver(peer.data(1, new byte[1]));
        }
    }

    private static void expectRefusalOfAStreamThatIsOver(Http2Peer peer) {
        Http2Peer.Frame frame = peer.read();
        while (frame.type() != RST_STREAM && frame.type() != GO_AWAY || frame.error() == NO_ERROR) {
            frame = peer.read();
        }
        assertEquals(STREAM_CLOSED, frame.error(), frame::toString);
    }

    @Test
    void whatComesLateOnAStreamThatIsOverIsIgnored() {
        // 5.1, closed: frames that cross the server's last.
        ignored(peer -> {
            peer.call(1, "/a/echo", 1).response(1);
            peer.windowUpdate(1, 10).reset(1, CANCEL);
        });
    }

    @Test
    void dataThatCrossesTheServersResetIsIgnored() {
        // 5.1, closed: the client can't know yet.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(1, "/a/b");
            server.call().stream().cancel(StatusCode.CANCELLED.withMessage("enough"));
            peer.expectReset(1, CANCEL, NO_ERROR);
            peer.data(1, new byte[100]).data(1, new byte[100]).lastHeaders(1, HeaderBlock.trailers(0));
            peer.call(3, "/a/echo", 5);
            Http2Peer.Frame answer = peer.read();
            while (answer.streamId() != 3) {
                assertNotEquals(
                        1, answer.streamId(), "late frames are not answered, or they would count as provoked resets");
                answer = peer.read();
            }
        }
    }

    @Test
    void whatLateDataCostIsGivenBackToTheConnection() {
        // 6.9: a receiver that drops DATA counts it all the same.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(1, "/a/b");
            server.call().stream().cancel(StatusCode.CANCELLED.withMessage("enough"));
            peer.expectReset(1, CANCEL, NO_ERROR);
            long all = 2 * peer.connectionWindow();
            for (long sent = 0; sent < all; sent += Http2Peer.DEFAULT_MAX_FRAME) {
                // Each stands for the last that its stream's window allowed, so only the connection's is waited for.
                peer.awaitWindow(0, Http2Peer.DEFAULT_MAX_FRAME).zeros(DATA, 0, 1, Http2Peer.DEFAULT_MAX_FRAME);
            }
            expectEcho(peer, 3);
        }
    }

    @Test
    void aResetEndsTheCallAsCancelled() {
        // 5.4.2
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/b"));
            TestServer.Call call = server.call();
            peer.reset(1, CANCEL);
            assertEquals(StatusCode.CANCELLED, call.heard().closed().status().code());
            expectEcho(peer, 3);
        }
    }

    @Test
    void aConnectionThatEndsInsideAFrameEndsItsCalls() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/b")).send(new byte[] {0, 0, 100, 0, 0, 0, 0, 0, 1, 7, 7});
            TestServer.Call call = server.call();
            peer.endOutput();
            assertEquals(StatusCode.UNAVAILABLE, call.heard().closed().status().code());
        }
    }

    @Test
    void aStreamOverTheLimitIsRefused() {
        // 5.1.2; REFUSED_STREAM tells the client that it may try again.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            for (int i = 0; i < MAX_CALLS; i++) {
                peer.open(1 + 2 * i, "/a/b");
            }
            int refused = 1 + 2 * MAX_CALLS;
            peer.open(refused, "/a/b").expectReset(refused, REFUSED_STREAM);
            peer.reset(1, CANCEL);
            expectEcho(peer, refused + 2);
            assertEquals(MAX_CALLS, server.calls.size());
        }
    }

    @Test
    void theFieldsOfARefusedStreamAreRemembered() {
        // 4.3: blocks change the tables also where their fields are dropped.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            for (int i = 0; i < MAX_CALLS; i++) {
                peer.open(1 + 2 * i, "/a/b");
            }
            int refused = 1 + 2 * MAX_CALLS;
            peer.headers(refused, HeaderBlock.request("/a/b").remembered("x-later", "known"));
            peer.expectReset(refused, REFUSED_STREAM);
            peer.reset(1, CANCEL);
            peer.headers(refused + 2, HeaderBlock.request("/a/later").indexed(62));
            TestServer.Call call = server.call();
            while (!call.head().method().equals("a/later")) {
                call = server.call();
            }
            assertEquals(
                    "known",
                    call.head().metadata().first(Metadata.Key.text("x-later")).orElse(""));
        }
    }

    @Test
    void theLastStreamIdThereIsCanBeUsed() {
        // 5.1.1
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            expectEcho(peer, Integer.MAX_VALUE);
        }
    }
}
