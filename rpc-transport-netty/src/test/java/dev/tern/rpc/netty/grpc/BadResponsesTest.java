package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.Heard;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are no gRPC replies, or bad ones. Each ends its call, with a status that tells, and nothing else. */
class BadResponsesTest extends BadHttp2Servers {
    @Test
    void aGoodReplyIsHeardWhole() {
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            peer.headers(FIRST, HeaderBlock.response().with("x-head", "h"))
                    .data(FIRST, Http2Peer.message(7))
                    .lastHeaders(FIRST, HeaderBlock.trailers(0).with("x-trail", "t"));
            assertEquals(Metadata.of(Metadata.Key.text("x-head"), "h"), heard.next("headers"));
            assertEquals(7, heard.message().length);
            Heard.Closed closed = heard.closed();
            assertEquals(StatusCode.OK, closed.status().code());
            assertEquals(Metadata.of(Metadata.Key.text("x-trail"), "t"), closed.trailers());
        }
    }

    @Test
    void trailersAloneAreAWholeReply() {
        Heard.Closed closed = ended(peer -> peer.lastHeaders(
                FIRST,
                HeaderBlock.trailersOnly(5).with("grpc-message", "no%20such").with("x", "y")));
        assertEquals(StatusCode.NOT_FOUND, closed.status().code());
        assertEquals("no such", closed.status().message());
        assertEquals(Metadata.of(Metadata.Key.text("x"), "y"), closed.trailers());
    }

    @Test
    void informationalHeadersArePassedOver() {
        // RFC 9113, section 8.1: any number of them may come before the head.
        Heard.Closed closed = ended(peer -> peer.headers(
                        FIRST, HeaderBlock.empty().with(":status", "100"))
                .headers(FIRST, HeaderBlock.empty().with(":status", "103").with("link", "x"))
                .headers(FIRST, HeaderBlock.response())
                .data(FIRST, Http2Peer.message(1))
                .lastHeaders(FIRST, HeaderBlock.trailers(0)));
        assertEquals(StatusCode.OK, closed.status().code(), closed::toString);
    }

    @Test
    void informationalHeadersThatEndTheStreamAreMalformed() {
        // RFC 9113, section 8.1
        endedWith(
                StatusCode.INTERNAL,
                peer -> peer.lastHeaders(FIRST, HeaderBlock.empty().with(":status", "103")));
    }

    @ParameterizedTest
    @CsvSource({
        "400,INTERNAL",
        "401,UNAUTHENTICATED",
        "403,PERMISSION_DENIED",
        "404,UNIMPLEMENTED",
        "429,UNAVAILABLE",
        "502,UNAVAILABLE",
        "503,UNAVAILABLE",
        "504,UNAVAILABLE",
        "500,UNKNOWN",
        "302,UNKNOWN",
        "204,UNKNOWN",
    })
    void anHttpStatusBecomesAStatusThatNamesIt(String httpStatus, StatusCode code) {
        Status status = endedWith(
                code,
                peer -> peer.headers(
                                FIRST,
                                HeaderBlock.empty().with(":status", httpStatus).with("content-type", "text/html"))
                        .lastData(FIRST, "<h1>Sorry</h1>".getBytes(StandardCharsets.US_ASCII)));
        assertTrue(status.message().contains(httpStatus), status::toString);
        assertTrue(status.message().contains("text/html"), status::toString);
    }

    @Test
    void anHttpStatusWithoutABodyIsAStatusToo() {
        endedWith(
                StatusCode.UNAVAILABLE,
                peer -> peer.lastHeaders(FIRST, HeaderBlock.empty().with(":status", "503")));
    }

    @Test
    void aGrpcStatusSaysMoreThanAnHttpStatus() {
        endedWith(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.lastHeaders(
                        FIRST,
                        HeaderBlock.empty()
                                .with(":status", "503")
                                .with("content-type", "application/grpc")
                                .with("grpc-status", "8")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/grpc-web", "application/json"})
    void anotherContentTypeIsNoReply(String contentType) {
        Status status = endedWith(
                StatusCode.UNKNOWN,
                peer -> peer.headers(
                                FIRST,
                                HeaderBlock.empty().with(":status", "200").with("content-type", contentType))
                        .lastData(FIRST, new byte[10]));
        assertTrue(status.message().contains(contentType), status::toString);
    }

    @Test
    void noContentTypeIsNoReply() {
        endedWith(
                StatusCode.UNKNOWN,
                peer -> peer.headers(FIRST, HeaderBlock.empty().with(":status", "200"))
                        .lastData(FIRST, new byte[10]));
    }

    @Test
    void aReplyWithoutTrailersIsAnError() {
        endedWith(
                StatusCode.INTERNAL,
                peer -> peer.headers(FIRST, HeaderBlock.response()).lastData(FIRST, Http2Peer.message(1)));
    }

    @Test
    void trailersWithoutAStatusAreUnknown() {
        endedWith(
                StatusCode.UNKNOWN,
                peer -> peer.headers(FIRST, HeaderBlock.response())
                        .data(FIRST, Http2Peer.message(1))
                        .lastHeaders(FIRST, HeaderBlock.empty().with("x", "y")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "99999999999", "-1", "five", ""})
    void aStatusThatIsNoneIsUnknown(String status) {
        endedWith(
                StatusCode.UNKNOWN,
                peer -> peer.lastHeaders(FIRST, HeaderBlock.response().with("grpc-status", status)));
    }

    @Test
    void aMessageOfBadPercentsIsShownAsItCame() {
        Status status = endedWith(
                StatusCode.ABORTED,
                peer -> peer.lastHeaders(FIRST, HeaderBlock.trailersOnly(10).with("grpc-message", "50% of%2")));
        assertEquals("50% of%2", status.message());
    }

    @Test
    void aReplyOverTheLimitIsRefusedBeforeItHasCome() {
        byte[] prefix = ByteBuffer.allocate(Http2Peer.PREFIX)
                .put((byte) 0)
                .putInt(MAX_MESSAGE_BYTES + 1)
                .array();
        Status status = endedWith(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.headers(FIRST, HeaderBlock.response()).data(FIRST, prefix));
        assertTrue(status.message().contains(Integer.toString(MAX_MESSAGE_BYTES)), status::toString);
    }

    @Test
    void aReplyOfALengthOver31BitsIsRefused() {
        endedWith(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.headers(FIRST, HeaderBlock.response())
                        .data(FIRST, (byte) 0, (byte) -1, (byte) -1, (byte) -1, (byte) -1));
    }

    @Test
    void aCompressedReplyWithoutAnEncodingIsAnError() {
        byte[] message = Http2Peer.message(1);
        message[0] = 1;
        endedWith(
                StatusCode.INTERNAL,
                peer -> peer.headers(FIRST, HeaderBlock.response()).data(FIRST, message));
    }

    @Test
    void anEncodingThatWasNotOfferedIsAnError() {
        byte[] message = Http2Peer.message(1);
        message[0] = 1;
        Status status = endedWith(
                StatusCode.INTERNAL,
                peer -> peer.headers(FIRST, HeaderBlock.response().with("grpc-encoding", "zip"))
                        .data(FIRST, message));
        assertTrue(status.message().contains("zip"), status::toString);
    }

    @Test
    void anEndInsideAReplyIsAnError() {
        endedWith(
                StatusCode.INTERNAL,
                peer -> peer.headers(FIRST, HeaderBlock.response())
                        .data(FIRST, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 9, (byte) 1)
                        .lastHeaders(FIRST, HeaderBlock.trailers(0)));
    }

    @Test
    void anEndInsideAReplyDoesNotHideAFailure() {
        // What the server says went wrong matters more than that it was cut short by it.
        endedWith(
                StatusCode.DATA_LOSS,
                peer -> peer.headers(FIRST, HeaderBlock.response())
                        .data(FIRST, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 9, (byte) 1)
                        .lastHeaders(FIRST, HeaderBlock.trailers(15)));
    }

    @Test
    void aReplyToACallThatTakesOneIsAllowedNoSecond() {
        try (Http2Peer peer = serve()) {
            Heard heard = call(peer, MethodKind.UNARY);
            peer.headers(FIRST, HeaderBlock.response())
                    .data(FIRST, Http2Peer.message(1))
                    .data(FIRST, Http2Peer.message(1))
                    .lastHeaders(FIRST, HeaderBlock.trailers(0));
            // What a second reply means is decided above; the call ends in any case.
            StatusCode code = end(heard).status().code();
            assertTrue(code == StatusCode.INTERNAL || code == StatusCode.OK, code::toString);
            expectCall(peer);
        }
    }

    @Test
    void binaryMetadataThatIsNotBase64IsAnError() {
        endedWith(
                StatusCode.INTERNAL,
                peer -> peer.headers(FIRST, HeaderBlock.response().with("x-bin", "*")));
    }

    @Test
    void headersOverTheLimitAreRefused() {
        Heard.Closed closed =
                ended(peer -> peer.headers(FIRST, HeaderBlock.response().with("x-big", "v".repeat(16_000))));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, closed.status().code(), closed::toString);
    }
}
