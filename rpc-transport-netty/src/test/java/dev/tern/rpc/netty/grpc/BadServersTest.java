package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static io.netty.handler.codec.http2.Http2Error.CANCEL;
import static io.netty.handler.codec.http2.Http2Error.COMPRESSION_ERROR;
import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.FLOW_CONTROL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.FRAME_SIZE_ERROR;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.PUSH_PROMISE;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static io.netty.handler.codec.http2.Http2FrameTypes.SETTINGS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.Connecting;
import dev.tern.rpc.netty.Heard;
import dev.tern.rpc.transport.Stream;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that break HTTP/2, or use what of it servers rarely do: resets, farewells, pushes. */
class BadServersTest extends BadHttp2Servers {
    /** What makes a response malformed: a stream error, section 8.1.1. */
    private void malformed(Consumer<Http2Peer> wrong) {
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            wrong.accept(peer);
            Heard.Closed closed = end(heard);
            assertEquals(StatusCode.INTERNAL, closed.status().code(), closed::toString);
            assertFalse(closed.neverSent());
            expectCall(peer);
        }
    }

    @Test
    void aServerOfHttp1IsNamedByItsFirstBytes() {
        try (Http2Peer peer = Http2Peer.accept(port)) {
            peer.send("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Status status = Connecting.get(connecting.closed);
            assertEquals(StatusCode.UNAVAILABLE, status.code(), status::toString);
            peer.expectClosed();
        }
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        try (Http2Peer peer = Http2Peer.accept(port)) {
            Status status = Connecting.get(connecting.closed);
            assertEquals(StatusCode.UNAVAILABLE, status.code());
            assertTrue(status.message().contains("1000 ms"), status::toString);
            peer.expectClosed();
        }
    }

    @Test
    void aServerThatBeginsWithAnotherFrameIsGivenUp() {
        // 3.4
        try (Http2Peer peer = Http2Peer.accept(port)) {
            peer.ping(1);
            assertEquals(
                    StatusCode.UNAVAILABLE, Connecting.get(connecting.closed).code());
        }
    }

    @ParameterizedTest
    @EnumSource(Http2Error.class)
    void aResetEndsTheCallByItsCode(Http2Error error) {
        // gRPC over HTTP2, "Errors": a table of its own.
        StatusCode expected = switch (error) {
            case REFUSED_STREAM -> StatusCode.UNAVAILABLE;
            case CANCEL -> StatusCode.CANCELLED;
            case ENHANCE_YOUR_CALM -> StatusCode.RESOURCE_EXHAUSTED;
            case INADEQUATE_SECURITY -> StatusCode.PERMISSION_DENIED;
            default -> StatusCode.INTERNAL;
        };
        Heard.Closed closed = ended(peer -> peer.reset(FIRST, error));
        assertEquals(expected, closed.status().code(), closed::toString);
        assertTrue(closed.status().message().contains(error.name()), closed::toString);
        assertEquals(error == Http2Error.REFUSED_STREAM, closed.neverSent(), closed::toString);
    }

    @Test
    void aResetOfAnUnknownCodeIsAnInternalError() {
        // 7
        endedWith(StatusCode.INTERNAL, peer -> peer.frame(RST_STREAM, 0, FIRST, Http2Peer.fourBytes(0x1234)));
    }

    @Test
    void aResetAfterAWholeReplyChangesNothing() {
        // 8.1: NO_ERROR asks this side to send no more.
        Heard.Closed closed = ended(
                peer -> peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(0)).reset(FIRST, NO_ERROR));
        assertEquals(StatusCode.OK, closed.status().code(), closed::toString);
    }

    @Test
    void aReplyBeforeTheRequestsEndIsHeard() {
        try (Http2Peer peer = serve()) {
            Heard heard = Heard.of();
            connecting.connection().open(head(MethodKind.BIDI_STREAMING), heard);
            peer.read(HEADERS);
            peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(8)).reset(FIRST, NO_ERROR);
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, end(heard).status().code());
            expectCall(peer);
        }
    }

    @Test
    void aGoAwayMarksTheStreamsAboveItAsNeverSeen() {
        // 6.8
        try (Http2Peer peer = serve()) {
            Heard first = call(peer, MethodKind.UNARY);
            Heard second = call(peer, MethodKind.UNARY);
            peer.goAway(FIRST, NO_ERROR);
            Heard.Closed never = end(second);
            assertTrue(never.neverSent(), never::toString);
            assertEquals(StatusCode.UNAVAILABLE, never.status().code());
            Connecting.get(connecting.draining);
            peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(0));
            assertEquals(StatusCode.OK, end(first).status().code());
            peer.expectClosed();
        }
    }

    @Test
    void aFarewellInTwoStepsIsUnderstood() {
        // 6.8: first 2^31−1, then the real last stream.
        try (Http2Peer peer = serve()) {
            Heard first = call(peer, MethodKind.UNARY);
            Heard second = call(peer, MethodKind.UNARY);
            peer.goAway(Integer.MAX_VALUE, NO_ERROR);
            Connecting.get(connecting.draining);
            peer.goAway(FIRST, NO_ERROR);
            assertTrue(end(second).neverSent());
            peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(0));
            assertEquals(StatusCode.OK, end(first).status().code());
        }
    }

    @Test
    void aGoAwayWhoseLastStreamGrowsEndsNoCallThatWasPromised() {
        // 6.8 forbids a server to do this; calls above the first are long tried elsewhere, and must not be heard twice.
        try (Http2Peer peer = serve()) {
            Heard first = call(peer, MethodKind.UNARY);
            Heard second = call(peer, MethodKind.UNARY);
            peer.goAway(FIRST, NO_ERROR);
            assertTrue(end(second).neverSent());
            peer.goAway(SECOND, NO_ERROR).lastHeaders(SECOND, HeaderBlock.trailersOnly(0));
            peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(0));
            Heard.Closed closed = end(first);
            assertTrue(closed.status().isOk() || closed.status().code() == StatusCode.INTERNAL, closed::toString);
            assertEquals(0, second.events.size());
        }
    }

    @Test
    void aGoAwayWithAnErrorIsTheReasonOfWhatFollows() {
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            peer.goAway(FIRST, ENHANCE_YOUR_CALM).close();
            Heard.Closed closed = end(heard);
            assertTrue(closed.status().message().contains("ENHANCE_YOUR_CALM"), closed::toString);
        }
    }

    @Test
    void aPushEndsTheConnection() {
        // 8.4, as push is switched off by this side's SETTINGS
        byte[] block = HeaderBlock.request("/a/b").bytes();
        byte[] payload = new byte[4 + block.length];
        payload[3] = 2;
        System.arraycopy(block, 0, payload, 4, block.length);
        connectionError(peer -> peer.frame(PUSH_PROMISE, Http2Peer.END_HEADERS, FIRST, payload), PROTOCOL_ERROR);
    }

    @Test
    void aStreamOfTheServersEndsTheConnection() {
        // 5.1.1
        connectionError(peer -> peer.headers(2, HeaderBlock.response()), PROTOCOL_ERROR);
    }

    @Test
    void aResponseToNoRequestEndsTheConnection() {
        // 5.1
        connectionError(peer -> peer.headers(99, HeaderBlock.response()), PROTOCOL_ERROR);
    }

    @Test
    void aServerThatSwitchesPushOnEndsTheConnection() {
        // 6.5.2
        connectionError(peer -> peer.settings(Http2Peer.ENABLE_PUSH, 1), PROTOCOL_ERROR);
    }

    @Test
    void dataBeforeTheHeadIsMalformed() {
        // 8.1
        malformed(peer -> peer.data(FIRST, Http2Peer.message(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "20", "2000", "-20"})
    void aHeadOfABadStatusIsMalformed(String status) {
        // 8.3.2
        malformed(peer -> peer.headers(
                FIRST, HeaderBlock.empty().with(":status", status).with("content-type", "application/grpc")));
    }

    @Test
    void aHeadWithoutAStatusIsMalformed() {
        // 8.3.2
        malformed(peer -> peer.headers(FIRST, HeaderBlock.empty().with("content-type", "application/grpc")));
    }

    @Test
    void aHeadWithAPseudoHeaderOfRequestsIsMalformed() {
        // 8.3
        malformed(peer ->
                peer.headers(FIRST, HeaderBlock.empty().with(":status", "200").with(":path", "/")));
    }

    @Test
    void trailersWithAPseudoHeaderAreMalformed() {
        // 8.1
        malformed(peer -> peer.headers(FIRST, HeaderBlock.response()).lastHeaders(FIRST, HeaderBlock.trailersOnly(0)));
    }

    @Test
    void aSecondHeadIsMalformed() {
        // 8.1
        malformed(peer -> peer.headers(FIRST, HeaderBlock.response()).headers(FIRST, HeaderBlock.response()));
    }

    @Test
    void anUpperCaseNameIsMalformed() {
        // 8.2.1
        malformed(peer -> peer.headers(FIRST, HeaderBlock.response().with("X-Upper", "v")));
    }

    @Test
    void aFieldOfTheConnectionIsMalformed() {
        // 8.2.2
        malformed(peer -> peer.headers(FIRST, HeaderBlock.response().with("connection", "close")));
    }

    @Test
    void framesOnAStreamThatIsOverHarmNoOther() {
        // 5.1
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(0));
            assertEquals(StatusCode.OK, end(heard).status().code());
            peer.reset(FIRST, CANCEL).windowUpdate(FIRST, 5);
            expectCall(peer);
        }
    }

    @Test
    void whatCrossesACancelIsIgnored() {
        // 5.1
        try (Http2Peer peer = serve()) {
            Heard heard = Heard.of();
            Stream stream = connecting.connection().open(head(MethodKind.UNARY), heard);
            stream.send(new byte[1], BYTES, true);
            peer.read(HEADERS);
            stream.cancel(StatusCode.CANCELLED.withMessage("enough"));
            peer.expectReset(FIRST, CANCEL);
            peer.headers(FIRST, HeaderBlock.response())
                    .data(FIRST, Http2Peer.message(1_000))
                    .lastHeaders(FIRST, HeaderBlock.trailers(0));
            assertEquals(StatusCode.CANCELLED, heard.closed().status().code());
            expectCall(peer);
        }
    }

    @Test
    void dataAfterTheEndIsAnErrorOfAStreamThatIsOver() {
        // 6.1
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(0));
            assertEquals(StatusCode.OK, end(heard).status().code());
            peer.data(FIRST, new byte[5]);
            peer.expectReset(FIRST, STREAM_CLOSED);
            expectCall(peer);
        }
    }

    @Test
    void dataOverTheStreamsWindowIsAnError() {
        // 6.9.1
        try (Http2Peer peer = serve()) {
            Heard heard = Heard.holding();
            connecting
                    .connection()
                    .open(head(MethodKind.SERVER_STREAMING), heard)
                    .send(new byte[1], BYTES, true);
            peer.read(HEADERS);
            peer.headers(FIRST, HeaderBlock.response()).data(FIRST, Http2Peer.message(1));
            // Nobody has asked for the second message, so no window comes back.
            int left = peer.streamWindow() - 6;
            byte[] second = Http2Peer.message(MAX_MESSAGE_BYTES);
            peer.data(FIRST, Arrays.copyOf(second, 100));
            for (left -= 100; left >= 0; left -= Http2Peer.DEFAULT_MAX_FRAME) {
                peer.data(FIRST, new byte[Http2Peer.DEFAULT_MAX_FRAME]);
            }
            heard.held().discard();
            Heard.Closed closed = end(heard);
            assertTrue(
                    closed.status().code() == StatusCode.INTERNAL
                            || closed.status().code() == StatusCode.RESOURCE_EXHAUSTED,
                    closed::toString);
        }
    }

    @Test
    void anUndecodableBlockEndsTheConnection() {
        // 4.3
        connectionError(peer -> peer.headers(FIRST, HeaderBlock.response().raw(0x80)), COMPRESSION_ERROR);
    }

    @Test
    void aFrameOverTheMaximumSizeEndsTheConnection() {
        // 4.2
        connectionError(peer -> peer.send(new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, FIRST}), FRAME_SIZE_ERROR);
    }

    @Test
    void aWindowOver31BitsEndsTheConnection() {
        // 6.9.1
        connectionError(peer -> peer.windowUpdate(0, Integer.MAX_VALUE), FLOW_CONTROL_ERROR);
    }

    @Test
    void settingsOfABadLengthEndTheConnection() {
        // 6.5
        connectionError(peer -> peer.zeros(SETTINGS, 0, 0, 5), FRAME_SIZE_ERROR);
    }

    @Test
    void aServerThatTakesNoCallsHasThemWait() {
        // 5.1.2
        try (Http2Peer peer = serve(Http2Peer.MAX_CONCURRENT_STREAMS, 0)) {
            Heard heard = Heard.of();
            connecting.connection().open(head(MethodKind.UNARY), heard).send(new byte[1], BYTES, true);
            peer.settings(Http2Peer.MAX_CONCURRENT_STREAMS, 1);
            assertEquals(FIRST, peer.read(HEADERS).streamId());
            peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(0));
            assertEquals(StatusCode.OK, end(heard).status().code());
        }
    }

    @Test
    void aConnectionThatEndsInsideAFrameEndsItsCalls() {
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            peer.send(new byte[] {0, 0, 100, 0, 0, 0, 0, 0, FIRST, 7}).endOutput();
            Heard.Closed closed = end(heard);
            assertEquals(StatusCode.UNAVAILABLE, closed.status().code(), closed::toString);
            assertFalse(closed.neverSent());
        }
    }
}
