package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCodeTest {
    /** The table of gRPC's doc/statuscodes.md. */
    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "1, CANCELLED",
        "2, UNKNOWN",
        "3, INVALID_ARGUMENT",
        "4, DEADLINE_EXCEEDED",
        "5, NOT_FOUND",
        "6, ALREADY_EXISTS",
        "7, PERMISSION_DENIED",
        "8, RESOURCE_EXHAUSTED",
        "9, FAILED_PRECONDITION",
        "10, ABORTED",
        "11, OUT_OF_RANGE",
        "12, UNIMPLEMENTED",
        "13, INTERNAL",
        "14, UNAVAILABLE",
        "15, DATA_LOSS",
        "16, UNAUTHENTICATED"
    })
    void a_code_has_the_number_that_grpc_gives_it(int number, StatusCode code) {
        assertEquals(number, code.number());
    }

    @ParameterizedTest
    @EnumSource
    void a_number_leads_back_to_its_code(StatusCode code) {
        assertSame(code, StatusCode.ofNumber(code.number()));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 17, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void any_other_number_is_unknown(int number) {
        assertSame(StatusCode.UNKNOWN, StatusCode.ofNumber(number));
    }

    @Test
    void a_code_with_a_message_is_a_status() {
        assertEquals(
                "NOT_FOUND: no such greeting",
                StatusCode.NOT_FOUND.withMessage("no such greeting").toString());
    }
}
