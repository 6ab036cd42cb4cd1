package dev.tern.rpc.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CallOptionsTest {
    private static final Metadata.Key<String> KEY = Metadata.Key.text("x-key");

    @Test
    void defaultsAreNoDeadlineNoMetadataFailFastAndWaitForRoom() {
        assertNull(CallOptions.DEFAULT.deadlineAt(0));
        assertEquals(Metadata.EMPTY, CallOptions.DEFAULT.metadata());
        assertEquals(Optional.empty(), CallOptions.DEFAULT.parent());
        assertEquals(CallOptions.Waiting.FAIL_FAST, CallOptions.DEFAULT.waiting());
        assertEquals(CallOptions.WhenFull.WAIT, CallOptions.DEFAULT.whenFull());
        assertEquals(Optional.empty(), CallOptions.DEFAULT.compressor());
    }

    @Test
    void deadlineAfterATimeCountsFromTheStartOfEachCall() {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofNanos(100));
        assertEquals(new Deadline(100), options.deadlineAt(0));
        assertEquals(new Deadline(1_100), options.deadlineAt(1_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void deadlineAfterNoTimeIsRefused(long nanos) {
        assertThrows(
                IllegalArgumentException.class, () -> CallOptions.DEFAULT.withDeadlineAfter(Duration.ofNanos(nanos)));
    }

    /** Which of the time after the start (at 1000), the deadline set, and the parent's counts. */
    @ParameterizedTest
    @CsvSource({
        "  10,     ,     , 1010",
        "    , 1020,     , 1020",
        "    ,     , 1030, 1030",
        "  10, 1020, 1030, 1010",
        "  30, 1020, 1030, 1020",
        "  40, 1050, 1030, 1030",
        " 500, -500, 1030, -500",
    })
    void earliestDeadlineCounts(
            @Nullable Long afterNanos, @Nullable Long atNanos, @Nullable Long parentsNanos, long expectedNanos) {
        CallOptions options = CallOptions.DEFAULT;
        if (afterNanos != null) {
            options = options.withDeadlineAfter(Duration.ofNanos(afterNanos));
        }
        if (atNanos != null) {
            options = options.withDeadline(new Deadline(atNanos));
        }
        if (parentsNanos != null) {
            options = options.within(new ServedElsewhere(new Deadline(parentsNanos)));
        }
        assertEquals(new Deadline(expectedNanos), options.deadlineAt(1_000));
    }

    @Test
    void deadlinesAreComparedAcrossTheEndOfTheScale() {
        Deadline before = new Deadline(Long.MAX_VALUE - 1);
        CallOptions options = CallOptions.DEFAULT.withDeadline(before).withDeadlineAfter(Duration.ofNanos(100));
        assertEquals(before, options.deadlineAt(Long.MAX_VALUE - 50));
    }

    @Test
    void longestTimeIsADeadlineInTheFuture() {
        Deadline deadline = CallOptions.DEFAULT
                .withDeadlineAfter(Duration.ofSeconds(Long.MAX_VALUE))
                .deadlineAt(1_000);
        assertEquals(Long.MAX_VALUE / 2, Objects.requireNonNull(deadline).remainingNanos(1_000));
    }

    @Test
    void parentWithoutDeadlineSetsNone() {
        CallOptions options = CallOptions.DEFAULT.within(new ServedElsewhere(null));
        assertNull(options.deadlineAt(0));
    }

    @Test
    void metadataIsAddedAfterWhatIsThere() {
        CallOptions options = CallOptions.DEFAULT
                .withMetadata(KEY, "one")
                .withMetadata(Metadata.of(KEY, "two"))
                .withMetadata(KEY, "three");
        assertEquals(List.of("one", "two", "three"), options.metadata().all(KEY));
    }

    @Test
    void changedCopyLeavesTheOriginalAlone() {
        CallOptions original = CallOptions.DEFAULT.withMetadata(KEY, "one");
        CallContext parent = new ServedElsewhere(null);
        CallOptions changed = original.withMetadata(KEY, "two")
                .withDeadlineAfter(Duration.ofSeconds(1))
                .within(parent)
                .withWaiting(CallOptions.Waiting.WAIT_FOR_READY)
                .withWhenFull(CallOptions.WhenFull.FAIL)
                .withCompressor(Compressor.GZIP);
        assertEquals(List.of("one"), original.metadata().all(KEY));
        assertNull(original.deadlineAt(0));
        assertEquals(Optional.empty(), original.parent());
        assertEquals(CallOptions.Waiting.FAIL_FAST, original.waiting());
        assertEquals(CallOptions.WhenFull.WAIT, original.whenFull());
        assertEquals(Optional.empty(), original.compressor());
        assertSame(parent, changed.parent().orElseThrow());
        assertEquals(CallOptions.Waiting.WAIT_FOR_READY, changed.waiting());
        assertEquals(CallOptions.WhenFull.FAIL, changed.whenFull());
        assertEquals(Optional.of(Compressor.GZIP), changed.compressor());
    }
}
