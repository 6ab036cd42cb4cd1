package dev.tern.rpc.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BackoffTest {
    @ParameterizedTest
    @CsvSource({"1, 100", "2, 200", "3, 400", "7, 6400", "8, 10000", "100, 10000", "2147483647, 10000"})
    void waitDoublesUpToTheLongestWithinAFifth(int failures, long nominalMillis) {
        for (int i = 0; i < 1_000; i++) {
            long millis = Backoff.DEFAULT.nanosAfter(failures) / 1_000_000;
            assertTrue(millis >= nominalMillis * 8 / 10 - 1, () -> millis + " ms is too short");
            assertTrue(millis <= nominalMillis * 12 / 10, () -> millis + " ms is too long");
        }
    }

    @Test
    void waitsDifferSoThatClientsDoNotComeInStep() {
        long different = LongStream.range(0, 100)
                .map(i -> Backoff.DEFAULT.nanosAfter(1))
                .distinct()
                .count();
        assertTrue(different > 1);
    }

    @Test
    void longestWaitOfAllIsStillAWait() {
        Backoff forEver = new Backoff(Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE));
        assertTrue(forEver.nanosAfter(1) > 0);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT-1S, PT1S", "PT1S, PT0.9S"})
    void boundsOutOfRangeAreRefusedNamingThem(Duration initial, Duration max) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new Backoff(initial, max));
        assertTrue(refusal.getMessage().startsWith("backoff of " + initial + " to " + max), refusal::getMessage);
    }

    @Test
    void boundsMayBeEqual() {
        assertEquals(Duration.ofSeconds(1), new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)).max());
    }
}
