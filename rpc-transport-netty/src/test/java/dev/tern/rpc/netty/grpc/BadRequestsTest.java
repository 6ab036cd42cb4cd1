package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.TestServer;
import io.netty.handler.codec.http2.Http2Error;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are right by HTTP/2 and wrong by gRPC's own rules ("gRPC over HTTP2"). */
class BadRequestsTest extends BadHttp2Clients {
    private static HeaderBlock request() {
        return HeaderBlock.request("/a/b");
    }

    private static HeaderBlock ofType(String contentType) {
        return HeaderBlock.pseudo("/a/b").with("te", "trailers").with("content-type", contentType);
    }

    /** A call that ends with a status of this number, without the application's doing, while the connection lives. */
    private Http2Peer.Response refused(StatusCode code, HeaderBlock head, byte[] body) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            Http2Peer.Response response =
                    peer.headers(1, head).lastData(1, body).response(1);
            assertEquals("200", response.head().header(":status"), response::toString);
            assertEquals(Integer.toString(code.number()), response.status(), response::toString);
            expectEcho(peer, 3);
            return response;
        }
    }

    /** An answer of this HTTP status to a request that is no call. */
    private void notGrpc(String httpStatus, HeaderBlock head) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            Http2Peer.Response response = peer.lastHeaders(1, head).response(1);
            assertEquals(httpStatus, response.head().header(":status"), response::toString);
            expectEcho(peer, 3);
            assertEquals(0, server.calls.size());
        }
    }

    @Test
    void aMethodOtherThanPostIsNotAllowed() {
        notGrpc(
                "405",
                HeaderBlock.empty()
                        .with(":method", "GET")
                        .with(":scheme", "http")
                        .with(":path", "/a/b")
                        .with(":authority", "localhost")
                        .with("te", "trailers")
                        .with("content-type", "application/grpc"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/json", "application/grpc-web", "application/grpcx", ""})
    void anotherContentTypeIsUnsupported(String contentType) {
        notGrpc("415", ofType(contentType));
    }

    @Test
    void noContentTypeIsUnsupported() {
        notGrpc("415", HeaderBlock.pseudo("/a/b").with("te", "trailers"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/grpc", "application/grpc+proto", "application/grpc+json", "application/grpc;x=y"})
    void everyEncodingOfGrpcIsTheApplicationsToJudge(String contentType) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, ofType(contentType));
            assertEquals("a/b", server.call().head().method());
        }
    }

    @Test
    void aRequestWithoutTeIsTolerated() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.pseudo("/a/echo").with("content-type", "application/grpc"));
            assertEquals("0", peer.lastData(1, Http2Peer.message(1)).response(1).status());
        }
    }

    @Test
    void anUnknownGrpcEncodingIsUnimplementedAndTheKnownOnesAreTold() {
        Http2Peer.Response response =
                refused(StatusCode.UNIMPLEMENTED, request().with("grpc-encoding", "zip"), Http2Peer.message(1));
        assertTrue(response.head().header("grpc-accept-encoding").contains("gzip"), response::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "S", "5x", "-5S", "+5S", "5 S", "123456789S", "5.5S"})
    void aMalformedTimeoutIsAnError(String timeout) {
        refused(StatusCode.INTERNAL, request().with("grpc-timeout", timeout), Http2Peer.message(1));
    }

    @Test
    void aTimeoutOfEightDigitsIsTaken() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, request().with("grpc-timeout", "99999999u"));
            assertEquals(
                    TimeUnit.MICROSECONDS.toNanos(99_999_999),
                    server.call().head().timeoutNanos());
        }
    }

    @Test
    void aTimeoutOf0IsADeadlineThatHasPassed() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, request().with("grpc-timeout", "0n"));
            // Which the runtime above sees to: the transport only says so.
            assertEquals(0, server.call().head().timeoutNanos());
        }
    }

    @Test
    void aCompressedMessageWithoutAnEncodingIsAnError() {
        byte[] message = Http2Peer.message(3);
        message[0] = 1;
        refused(StatusCode.INTERNAL, request(), message);
    }

    @Test
    void aPrefixFlagOtherThan0And1IsAnError() {
        byte[] message = Http2Peer.message(3);
        message[0] = 2;
        refused(StatusCode.INTERNAL, request(), message);
    }

    @Test
    void anEndInsideAMessageIsAnError() {
        byte[] message = new byte[Http2Peer.PREFIX + 2];
        message[4] = 3;
        refused(StatusCode.INTERNAL, request(), message);
    }

    @Test
    void anEndInsideAPrefixIsAnError() {
        refused(StatusCode.INTERNAL, request(), new byte[3]);
    }

    @Test
    void aMessageOverTheLimitIsRefusedBeforeItHasCome() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            byte[] prefix = ByteBuffer.allocate(Http2Peer.PREFIX)
                    .put((byte) 0)
                    .putInt(MAX_MESSAGE_BYTES + 1)
                    .array();
            Http2Peer.Response response =
                    peer.headers(1, request()).data(1, prefix).response(1);
            assertEquals("8", response.status(), response::toString);
            assertTrue(
                    response.trailers().header("grpc-message").contains(Integer.toString(MAX_MESSAGE_BYTES)),
                    response::toString);
            expectEcho(peer, 3);
        }
    }

    @Test
    void aMessageOfALengthOver31BitsIsRefused() {
        byte[] prefix = {0, -1, -1, -1, -1};
        refused(StatusCode.RESOURCE_EXHAUSTED, request(), prefix);
    }

    @Test
    void aMessageOverTheLimitOnceDecompressedIsRefused() {
        byte[] bomb = gzip(new byte[10_000_000]);
        assertTrue(bomb.length < MAX_MESSAGE_BYTES, "the bomb is too big to come this far");
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/b").with("grpc-encoding", "gzip"));
            peer.data(1, compressed(bomb));
            TestServer.Call call = server.call();
            // Transports decompress where messages are decoded, which need not be an event loop.
            RpcException failure =
                    assertThrows(RpcException.class, () -> call.heard().held().decode(BYTES));
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure.status().code(), failure::toString);
            call.stream().cancel(StatusCode.CANCELLED.withMessage("over"));
            expectEcho(peer, 3);
        }
    }

    @Test
    void aMessageThatIsNotWhatItIsSaidToBeCompressedWithIsAnError() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/b").with("grpc-encoding", "gzip"));
            peer.data(1, compressed(new byte[] {1, 2, 3}));
            TestServer.Call call = server.call();
            // Any other exception is INTERNAL to those above.
            assertThrows(RuntimeException.class, () -> call.heard().held().decode(BYTES));
            call.stream().cancel(StatusCode.CANCELLED.withMessage("over"));
            expectEcho(peer, 3);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] compressed(byte[] body) {
        return ByteBuffer.allocate(Http2Peer.PREFIX + body.length)
                .put((byte) 1)
                .putInt(body.length)
                .put(body)
                .array();
    }

    @Test
    void anUncompressedMessageMayComeWhereOthersAreCompressed() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/echo").with("grpc-encoding", "gzip"));
            assertEquals("0", peer.lastData(1, Http2Peer.message(1)).response(1).status());
        }
    }

    @Test
    void aGzippedMessageIsDecompressed() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/echo").with("grpc-encoding", "gzip"));
            byte[] text = "hello".getBytes(StandardCharsets.US_ASCII);
            Http2Peer.Response response =
                    peer.lastData(1, compressed(gzip(text))).response(1);
            assertEquals("0", response.status());
            assertArrayEquals(text, Arrays.copyOfRange(response.body(), Http2Peer.PREFIX, response.body().length));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "A", "AB=C", "AA==A"})
    void binaryMetadataThatIsNotBase64IsAnError(String value) {
        refused(StatusCode.INTERNAL, request().with("x-bin", value), Http2Peer.message(1));
    }

    @Test
    void binaryMetadataMayBePaddedOrNot() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            byte[] value = {1, 2, 3, 4};
            String padded = Base64.getEncoder().encodeToString(value);
            peer.headers(1, request().with("a-bin", padded).with("b-bin", padded.replace("=", "")));
            Metadata metadata = server.call().head().metadata();
            assertArrayEquals(
                    value, metadata.first(Metadata.Key.binary("a-bin")).orElseThrow());
            assertArrayEquals(
                    value, metadata.first(Metadata.Key.binary("b-bin")).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x@y", "x(y)", "x!y"})
    void aNameThatHttpAllowsAndGrpcDoesNotHarmsNobodyElse(String name) {
        // gRPC: names are of lower-case letters, digits and "_-." only. Whether the call is refused is the server's
        // choice.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/echo").with(name, "v")).lastData(1, Http2Peer.message(1));
            Http2Peer.Frame answer = peer.readOf(1);
            assertTrue(answer.type() == HEADERS || answer.type() == RST_STREAM, answer::toString);
            expectEcho(peer, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/c", "/", "/nomethod", "/a/b/c/d", "//"})
    void aPathThatNamesNoMethodIsTheApplicationsToRefuse(String path) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request(path));
            String method = server.call().head().method();
            assertTrue(path.endsWith(method), method);
        }
    }

    @Test
    void whatTheClientHasNotEndedIsResetWithNoErrorOnceAllIsSaid() {
        // RFC 9113, section 8.1
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(1, "/a/echo");
            assertEquals("0", peer.response(1).status());
            peer.expectReset(1, Http2Error.NO_ERROR);
            expectEcho(peer, 3);
        }
    }

    @Test
    void aHeadThatEndsTheStreamIsACallWithoutMessages() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.lastHeaders(1, request());
            TestServer.Call call = server.call();
            call.heard().next("halfClose");
            call.stream().close(StatusCode.NOT_FOUND.withMessage("none"), Metadata.EMPTY);
            assertEquals("5", peer.response(1).status());
        }
    }
}
