package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.StatusCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpStatusTest {
    @ParameterizedTest
    @CsvSource({
        "400, INTERNAL",
        "401, UNAUTHENTICATED",
        "403, PERMISSION_DENIED",
        "404, UNIMPLEMENTED",
        "429, UNAVAILABLE",
        "431, INTERNAL",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "504, UNAVAILABLE",
        "200, UNKNOWN",
        "301, UNKNOWN",
        "500, UNKNOWN",
        "999, UNKNOWN",
    })
    void theTableIsThatOfGrpc(int httpStatus, StatusCode code) {
        assertEquals(code, HttpStatus.codeOf(httpStatus));
        assertEquals(
                code, HttpStatus.statusOf(Integer.toString(httpStatus), null).code());
    }

    @Test
    void theMessageSaysWhatCameInstead() {
        assertEquals(
                StatusCode.UNAVAILABLE.withMessage("HTTP status 503 with content-type text/html, not gRPC"),
                HttpStatus.statusOf("503", "text/html"));
        assertEquals(
                StatusCode.UNAVAILABLE.withMessage("HTTP status 503 with no content-type, not gRPC"),
                HttpStatus.statusOf("503", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "2000", "abc", "-20", "2 0", "\u0661\u0661\u0661"})
    void aStatusThatIsNoNumberIsABrokenReply(String httpStatus) {
        assertEquals(StatusCode.INTERNAL, HttpStatus.statusOf(httpStatus, null).code());
        assertFalse(HttpStatus.isInformational(httpStatus));
    }

    @Test
    void noStatusAtAllIsABrokenReply() {
        assertEquals(StatusCode.INTERNAL, HttpStatus.statusOf(null, null).code());
    }

    @Test
    void aHundredIsNotTheLastWord() {
        assertTrue(HttpStatus.isInformational("100") && HttpStatus.isInformational("199"));
        assertFalse(HttpStatus.isInformational("099") || HttpStatus.isInformational("200"));
        assertFalse(HttpStatus.isInformational(null));
    }
}
