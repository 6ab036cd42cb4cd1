package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.TestServer;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are malformed by their header fields. */
class BadHeadersTest extends BadHttp2Clients {
    private void malformed(HeaderBlock block) {
        malformed(peer -> peer.headers(1, block));
    }

    private static HeaderBlock request() {
        return HeaderBlock.request("/a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {":method", ":scheme", ":path"})
    void aPseudoHeaderIsMissing(String name) {
        // 8.3.1
        HeaderBlock block = HeaderBlock.empty();
        if (!name.equals(":method")) {
            block.with(":method", "POST");
        }
        if (!name.equals(":scheme")) {
            block.with(":scheme", "http");
        }
        if (!name.equals(":path")) {
            block.with(":path", "/a/b");
        }
        malformed(
                block.with(":authority", "localhost").with("te", "trailers").with("content-type", "application/grpc"));
    }

    @ParameterizedTest
    @CsvSource({":method,POST", ":scheme,http", ":path,/a/b", ":authority,localhost"})
    void aPseudoHeaderComesTwice(String name, String value) {
        // 8.3.1
        malformed(HeaderBlock.pseudo("/a/b")
                .with(name, value)
                .with("te", "trailers")
                .with("content-type", "application/grpc"));
    }

    @Test
    void aPathIsEmpty() {
        // 8.3.1
        malformed(HeaderBlock.request(""));
    }

    @Test
    void aPseudoHeaderIsUnknown() {
        // 8.3
        malformed(HeaderBlock.pseudo("/a/b").with(":colour", "red").with("content-type", "application/grpc"));
    }

    @Test
    void aPseudoHeaderHasNoNameButItsColon() {
        // 8.3
        malformed(HeaderBlock.pseudo("/a/b").with(":", "red").with("content-type", "application/grpc"));
    }

    @Test
    void aPseudoHeaderOfResponsesIsInARequest() {
        // 8.3
        malformed(HeaderBlock.pseudo("/a/b").with(":status", "200").with("content-type", "application/grpc"));
    }

    @Test
    void aPseudoHeaderComesAfterOthers() {
        // 8.3
        malformed(HeaderBlock.empty()
                .with(":method", "POST")
                .with(":scheme", "http")
                .with("content-type", "application/grpc")
                .with(":path", "/a/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Upper", "x-Upper", "x upper", "x\u0001y", "x\u007fy", "x\u00e9y", "x:y", ""})
    void aNameHasWhatNoNameMayHave(String name) {
        // 8.2.1
        malformed(request().with(name, "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\rb", " a", "\ta"})
    void aValueHasWhatNoValueMayHave(String value) {
        // 8.2.1
        malformed(request().with("x-name", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ", "a\t"})
    void aValueThatEndsWithABlankHarmsNobodyElse(String value) {
        // 8.2.1 has it as malformed; Netty looks at a value's beginning alone and lets it pass.
        ignored(peer -> peer.headers(1, request().with("x-name", value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade"})
    void aFieldIsOfTheConnectionAsHttp1KnowsIt(String name) {
        // 8.2.2
        malformed(request().with(name, "x"));
    }

    @Test
    void teSaysOtherThanTrailers() {
        // 8.2.2
        malformed(HeaderBlock.pseudo("/a/b").with("te", "gzip").with("content-type", "application/grpc"));
    }

    @Test
    void aHeadDoesNotEndTheStreamAndAnotherComes() {
        // 8.1: a block after the first is the trailers', which must end the stream.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, request()).headers(1, request());
            peer.expectReset(1, Http2Error.PROTOCOL_ERROR);
            expectEcho(peer, 3);
        }
    }

    @Test
    void trailersHaveAPseudoHeader() {
        // 8.1, 8.3
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(1, "/a/b").lastHeaders(1, HeaderBlock.empty().with(":path", "/a/b"));
            peer.expectReset(1, Http2Error.PROTOCOL_ERROR);
            expectEcho(peer, 3);
        }
    }

    @Test
    void trailersOfARequestEndItsMessages() {
        // 8.1; gRPC gives them no meaning, so there is nothing to refuse.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(1, "/a/b").lastHeaders(1, HeaderBlock.empty().with("x-late", "1"));
            TestServer.Call call = server.call();
            call.heard().held().discard();
            call.heard().next("halfClose");
            call.stream().close(StatusCode.OK.withMessage(""), Metadata.EMPTY);
            assertEquals("0", peer.response(1).status());
        }
    }

    @Test
    void aContentLengthIsMoreThanComes() {
        // 8.1.1
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, request().with("content-length", "7")).lastData(1, Http2Peer.message(1));
            peer.expectReset(1, Http2Error.PROTOCOL_ERROR);
            expectEcho(peer, 3);
        }
    }

    @Test
    void aContentLengthIsLessThanComes() {
        // 8.1.1
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, request().with("content-length", "5")).lastData(1, Http2Peer.message(1));
            peer.expectReset(1, Http2Error.PROTOCOL_ERROR);
            expectEcho(peer, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "+6", "six", "6, 7", "99999999999999999999"})
    void aContentLengthIsNoNumber(String value) {
        // 8.1.1; RFC 9110, section 8.6
        malformed(request().with("content-length", value));
    }

    @Test
    void aRightContentLengthIsFine() {
        // 8.1.1
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/echo").with("content-length", "6"));
            assertEquals("0", peer.lastData(1, Http2Peer.message(1)).response(1).status());
        }
    }
}
