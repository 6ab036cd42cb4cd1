package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponsesTest {
    private static final int LIMIT = 8_192;
    private static final Metadata SOME = Metadata.of(Metadata.Key.text("a"), "b");

    private final Responses responses = new Responses();

    @Test
    void aHeadHasItsStatusAndTypeBeforeItsMetadata() {
        assertEquals(
                List.of(":status: 200", "content-type: application/grpc", "grpc-encoding: gzip", "a: b"),
                RequestsTest.lines(responses.head("proto", "gzip", null, SOME)));
        assertEquals(
                List.of(":status: 200", "content-type: application/grpc+json", "grpc-accept-encoding: gzip"),
                RequestsTest.lines(responses.head("json", null, "gzip", Metadata.EMPTY)));
    }

    @Test
    void trailersAreTheStatusAndMetadata() {
        assertEquals(
                List.of("grpc-status: 5", "grpc-message: 100%25", "a: b"),
                RequestsTest.lines(responses.trailers(StatusCode.NOT_FOUND.withMessage("100%"), SOME, LIMIT)));
        assertEquals(List.of("grpc-status: 0", "a: b"), RequestsTest.lines(responses.trailers(Status.OK, SOME, LIMIT)));
    }

    @Test
    void trailersOfMostCallsAreOneBlockForAll() {
        assertEquals(
                List.of("grpc-status: 0"), RequestsTest.lines(responses.trailers(Status.OK, Metadata.EMPTY, LIMIT)));
        assertSame(
                responses.trailers(Status.OK, Metadata.EMPTY, LIMIT),
                responses.trailers(Status.OK, Metadata.EMPTY, LIMIT));
    }

    @Test
    void trailersAloneHaveEverythingInOneBlock() {
        assertEquals(
                List.of(
                        ":status: 200",
                        "content-type: application/grpc",
                        "grpc-accept-encoding: gzip",
                        "grpc-status: 12",
                        "grpc-message: x",
                        "a: b"),
                RequestsTest.lines(
                        Responses.trailersOnly("", "gzip", StatusCode.UNIMPLEMENTED.withMessage("x"), SOME, LIMIT)));
    }

    @Test
    void whatIsNotGrpcIsAnsweredSoThatHttpSeesAFailure() {
        assertEquals(
                List.of(":status: 415", "grpc-status: 13", "grpc-message: x"),
                RequestsTest.lines(Responses.notGrpc(415, StatusCode.INTERNAL.withMessage("x"), LIMIT)));
    }
}
