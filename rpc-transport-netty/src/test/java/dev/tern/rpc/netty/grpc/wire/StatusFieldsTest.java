package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusFieldsTest {
    private static final int LIMIT = 8_192;

    private static final Status RICH = StatusCode.NOT_FOUND
            .withMessage("no such \u00e4pfel \ud83c\udf4e")
            .withDetail(StatusDetail.of("type.googleapis.com/a", new byte[] {1, 2}))
            .withDetail(StatusDetail.of("b", new byte[0]));

    @Test
    void codeMessageAndDetailsAreReadAsWritten() {
        assertEquals(RICH, StatusFields.read(written(RICH, LIMIT), LIMIT));
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeTravelsAsItsNumber(StatusCode code) {
        Http2Headers block = written(Status.of(code), LIMIT);
        assertEquals(Integer.toString(code.number()), block.get("grpc-status").toString());
        assertEquals(1, block.size());
        assertEquals(Status.of(code), StatusFields.read(block, LIMIT));
    }

    @Test
    void okWithNothingElseIsTheOneOk() {
        assertSame(Status.OK, StatusFields.read(written(Status.OK, 0), LIMIT));
    }

    @Test
    void aNumberOfNoCodeIsUnknownAndNamedUnlessThePeerSaidMore() {
        assertEquals(
                StatusCode.UNKNOWN.withMessage("grpc-status '17' is no code"),
                StatusFields.read(block("grpc-status", "17"), LIMIT));
        assertEquals(
                StatusCode.UNKNOWN.withMessage("more"),
                StatusFields.read(block("grpc-status", "17").add("grpc-message", "more"), LIMIT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "+1", "1 ", "99999999999999999999", "4294967296"})
    void whatIsNoNumberIsUnknownAndNamed(String number) {
        assertEquals(
                StatusCode.UNKNOWN.withMessage("grpc-status '" + number + "' is no code"),
                StatusFields.read(block("grpc-status", number), LIMIT));
    }

    @Test
    void aReplyOfAnotherProtocolIsReadByItsHttpStatus() {
        assertEquals(
                StatusCode.UNAVAILABLE.withMessage("HTTP status 502 with content-type text/html, not gRPC"),
                StatusFields.read(block(":status", "502").add("content-type", "text/html"), LIMIT));
    }

    @Test
    void trailersWithNoStatusAreUnknown() {
        assertEquals(
                StatusCode.UNKNOWN.withMessage("reply ended with no grpc-status"),
                StatusFields.read(block("a", "b"), LIMIT));
    }

    @Test
    void aGrpcStatusCountsWhateverTheHttpStatus() {
        assertEquals(
                Status.of(StatusCode.ABORTED),
                StatusFields.read(block(":status", "503").add("grpc-status", "10"), LIMIT));
    }

    @Test
    void detailsThatCannotBeReadLeaveTheRestOfTheStatus() {
        for (String details : new String[] {"!", "CgU", "/w", "GgIKCA"}) {
            Http2Headers block =
                    block("grpc-status", "5").add("grpc-message", "m").add("grpc-status-details-bin", details);
            assertEquals(StatusCode.NOT_FOUND.withMessage("m"), StatusFields.read(block, LIMIT), details);
        }
    }

    @Test
    void detailsOverTheReadersLimitLeaveTheRestOfTheStatus() {
        assertEquals(StatusCode.NOT_FOUND.withMessage(RICH.message()), StatusFields.read(written(RICH, LIMIT), 60));
    }

    @Test
    void aStatusOverTheLimitLosesItsDetailsFirst() {
        int all = measured(written(RICH, LIMIT));
        assertEquals(RICH, StatusFields.read(written(RICH, all), LIMIT));
        assertEquals(
                StatusCode.NOT_FOUND.withMessage(RICH.message()), StatusFields.read(written(RICH, all - 1), LIMIT));
    }

    @Test
    void aMessageOverTheLimitIsCutBetweenCharacters() {
        Status longer = StatusCode.INTERNAL.withMessage("\ud83c\udf4e".repeat(100));
        for (int maxBytes = -1; maxBytes < 200; maxBytes++) {
            Http2Headers block = written(longer, maxBytes);
            Status read = StatusFields.read(block, LIMIT);
            assertEquals(StatusCode.INTERNAL, read.code());
            assertEquals("\ud83c\udf4e".repeat(Math.max(0, maxBytes - 12 - 32) / 12), read.message());
            assertTrue(measured(block) <= Math.max(0, maxBytes));
        }
    }

    /** Of message and details, which is what the limit counts. */
    private static int measured(Http2Headers block) {
        Http2Headers rest = new DefaultHttp2Headers().add(block);
        rest.remove("grpc-status");
        return (int) MeasuredBlock.bytes(rest);
    }

    private static Http2Headers written(Status status, int maxBytes) {
        Http2Headers out = new DefaultHttp2Headers();
        StatusFields.write(status, out, maxBytes);
        return out;
    }

    private static Http2Headers block(String name, String value) {
        return new DefaultHttp2Headers(false).add(name, value);
    }
}
