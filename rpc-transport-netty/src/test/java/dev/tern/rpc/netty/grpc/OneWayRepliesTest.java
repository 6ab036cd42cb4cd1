package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.Heard;
import io.netty.handler.codec.http2.Http2Error;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a server answers to a one-way call is not heard, whenever it comes. */
class OneWayRepliesTest extends BadHttp2Servers {
    /** A call whose request waits for window while the server answers, and goes out after that. */
    private void answeredEarly(Consumer<Http2Peer> answer) {
        try (Http2Peer peer = serve(Http2Peer.INITIAL_WINDOW_SIZE, 0)) {
            Heard heard = call(peer, MethodKind.ONE_WAY);
            answer.accept(peer);
            peer.settings(Http2Peer.INITIAL_WINDOW_SIZE, Http2Peer.DEFAULT_WINDOW);
            assertOverWithNothingHeard(heard);
            expectCall(peer);
        }
    }

    private static void assertOverWithNothingHeard(Heard heard) {
        Heard.Closed closed = heard.closed();
        assertEquals(Status.OK, closed.status());
        assertEquals(Origin.THIS_SIDE, closed.origin());
    }

    @Test
    void aReplyAfterTheCallIsOverIsPassedOver() {
        try (Http2Peer peer = serve()) {
            assertOverWithNothingHeard(call(peer, MethodKind.ONE_WAY));
            peer.headers(FIRST, HeaderBlock.response())
                    .data(FIRST, Http2Peer.message(7))
                    .lastHeaders(FIRST, HeaderBlock.trailers(13));
            expectCall(peer);
        }
    }

    @Test
    void headersAndAMessageBeforeTheCallIsOverArePassedOver() {
        answeredEarly(peer -> peer.headers(FIRST, HeaderBlock.response()).data(FIRST, Http2Peer.message(7)));
    }

    @Test
    void aWholeReplyBeforeTheCallIsOverEndsIt() {
        answeredEarly(peer -> peer.headers(FIRST, HeaderBlock.response())
                .data(FIRST, Http2Peer.message(7))
                .lastHeaders(FIRST, HeaderBlock.trailers(0)));
    }

    @Test
    void aRefusalBeforeTheCallIsOverIsHeardForNothingWasHandedOver() {
        try (Http2Peer peer = serve(Http2Peer.INITIAL_WINDOW_SIZE, 0)) {
            Heard heard = call(peer, MethodKind.ONE_WAY);
            peer.reset(FIRST, Http2Error.REFUSED_STREAM);
            Heard.Closed closed = heard.closed();
            assertEquals(StatusCode.UNAVAILABLE, closed.status().code());
            assertTrue(closed.neverSent());
        }
    }
}
