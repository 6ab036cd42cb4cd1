package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResetCodeTest {
    @ParameterizedTest
    @CsvSource({
        "NO_ERROR, INTERNAL",
        "PROTOCOL_ERROR, INTERNAL",
        "INTERNAL_ERROR, INTERNAL",
        "FLOW_CONTROL_ERROR, INTERNAL",
        "SETTINGS_TIMEOUT, INTERNAL",
        "STREAM_CLOSED, INTERNAL",
        "FRAME_SIZE_ERROR, INTERNAL",
        "REFUSED_STREAM, UNAVAILABLE",
        "CANCEL, CANCELLED",
        "COMPRESSION_ERROR, INTERNAL",
        "CONNECT_ERROR, INTERNAL",
        "ENHANCE_YOUR_CALM, RESOURCE_EXHAUSTED",
        "INADEQUATE_SECURITY, PERMISSION_DENIED",
        "HTTP_1_1_REQUIRED, INTERNAL",
    })
    void theTableIsThatOfGrpc(Http2Error error, StatusCode code) {
        assertEquals(code, ResetCode.statusOf(error.code()).code());
    }

    @Test
    void theMessageNamesTheCode() {
        assertEquals(
                StatusCode.UNAVAILABLE.withMessage("stream reset by the peer: REFUSED_STREAM (7)"),
                ResetCode.statusOf(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {14, 0xFFFFFFFFL, -1})
    void aCodeThatHttp2DoesNotKnowIsInternal(long code) {
        assertEquals(
                StatusCode.INTERNAL.withMessage("stream reset by the peer: unknown (" + code + ')'),
                ResetCode.statusOf(code));
    }

    @Test
    void whatEndsWellOrIsGivenUpOrIsBrokenIsSaidSo() {
        assertEquals(Http2Error.NO_ERROR.code(), ResetCode.codeFor(Status.OK));
        assertEquals(Http2Error.CANCEL.code(), ResetCode.codeFor(Status.of(StatusCode.CANCELLED)));
        assertEquals(Http2Error.CANCEL.code(), ResetCode.codeFor(Status.of(StatusCode.DEADLINE_EXCEEDED)));
        assertEquals(Http2Error.INTERNAL_ERROR.code(), ResetCode.codeFor(Status.of(StatusCode.INTERNAL)));
    }

    @ParameterizedTest
    @EnumSource
    void noStatusPromisesThatNothingWasDone(StatusCode code) {
        assertNotEquals(Http2Error.REFUSED_STREAM.code(), ResetCode.codeFor(Status.of(code)));
    }
}
