package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeoutTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1n",
        "99999999, 99999999n",
        "100000000, 100000u",
        "1000000000, 1000000u",
        "99999999999, 99999999u",
        "100000000000, 100000m",
        "99999999999999, 99999999m",
        "100000000000000, 100000S",
        "99999999999999999, 99999999S",
        "100000000000000000, 1666666M",
        "5999999999999999999, 99999999M",
        "6000000000000000000, 1666666H",
        "9223372036854775806, 2562047H",
    })
    void theFinestUnitWithEightDigitsIsTaken(long nanos, String value) {
        assertEquals(value, Timeout.format(nanos).toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aDeadlineThatHasPassedIsZero(long nanos) {
        assertEquals("0n", Timeout.format(nanos).toString());
    }

    @Test
    void theServerNeverGetsMoreThanIsLeftNorMuchLess() {
        Random random = new Random(20_261_124);
        for (int round = 0; round < 20_000; round++) {
            long nanos = random.nextLong() >>> (1 + random.nextInt(62));
            long read = Timeout.parseNanos(Timeout.format(nanos));
            assertTrue(
                    read <= nanos && nanos - read <= nanos / 100_000 && (read > 0 || nanos == 0),
                    nanos + " gave " + read);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0n, 0",
        "7n, 7",
        "7u, 7000",
        "7m, 7000000",
        "7S, 7000000000",
        "7M, 420000000000",
        "00000007H, 25200000000000"
    })
    void everyUnitIsRead(String value, long nanos) {
        assertEquals(nanos, Timeout.parseNanos(value));
    }

    @Test
    void whatIsLongerThanALongIsTheLongestTimeAndStillNotNone() {
        assertEquals(Timeout.NONE - 1, Timeout.parseNanos("99999999H"));
        assertEquals(5_999_999_940_000_000_000L, Timeout.parseNanos("99999999M"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "1",
                "123456789n",
                "1s",
                "1h",
                "1N",
                "-1n",
                "+1n",
                " 1n",
                "1n ",
                "1.5S",
                "1\u0661n",
                "1\u00f1"
            })
    void whatIsNotDigitsAndAUnitIsRefusedByName(String value) {
        var error = assertThrows(IllegalArgumentException.class, () -> Timeout.parseNanos(value));
        assertTrue(error.getMessage().contains("'" + value + "'"), error.getMessage());
    }
}
