package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {
    /** Durations that are longer, each in another unit, than nanoseconds in a long can be. */
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    @Test
    void what_is_left_is_counted_from_the_given_moment() {
        Deadline deadline = Deadline.after(500, 1_000);

        assertEquals(500, deadline.remainingNanos(1_000));
        assertEquals(100, deadline.remainingNanos(1_400));
    }

    @Test
    void what_is_left_is_negative_once_past() {
        assertEquals(-1, Deadline.after(500, 1_000).remainingNanos(1_501));
    }

    /** The origin of System.nanoTime is arbitrary, so that it may be anywhere and overflow while a call runs. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE - 10, Long.MIN_VALUE})
    void a_deadline_works_wherever_the_clock_begins(long now) {
        Deadline deadline = Deadline.after(100, now);

        assertEquals(40, deadline.remainingNanos(now + 60));
        assertTrue(deadline.isBefore(Deadline.after(101, now)));
        assertFalse(deadline.isBefore(Deadline.after(99, now)));
    }

    @Test
    void a_deadline_is_not_before_itself() {
        assertFalse(Deadline.after(1, 0).isBefore(Deadline.after(1, 0)));
    }

    @Test
    void a_deadline_of_no_time_is_past_already() {
        assertTrue(Deadline.after(Duration.ZERO).isExpired());
        assertTrue(Deadline.after(Duration.ofSeconds(-1)).isExpired());
    }

    @Test
    void a_deadline_far_away_has_not_passed() {
        Deadline deadline = Deadline.after(Duration.ofHours(1));

        assertFalse(deadline.isExpired());
        assertTrue(deadline.remaining().compareTo(Duration.ofMinutes(59)) > 0);
    }

    @Test
    void the_longest_deadline_has_not_passed() {
        assertFalse(Deadline.after(FOREVER).isExpired());
        assertFalse(Deadline.after(Duration.ofNanos(Long.MAX_VALUE)).isExpired());
    }

    @Test
    void the_shortest_deadline_has_passed() {
        assertTrue(Deadline.after(FOREVER.negated()).isExpired());
    }

    @Test
    void a_duration_in_nanoseconds_is_exact_while_it_can_be() {
        assertEquals(1_500_000_000L, Deadline.nanosOf(Duration.ofMillis(1_500)));
        assertEquals(-7, Deadline.nanosOf(Duration.ofNanos(-7)));
    }

    @Test
    void a_duration_too_long_for_nanoseconds_is_cut_to_146_years() {
        assertEquals(Long.MAX_VALUE / 2, Deadline.nanosOf(FOREVER));
        assertEquals(-(Long.MAX_VALUE / 2), Deadline.nanosOf(FOREVER.negated()));
        assertEquals(146, Duration.ofNanos(Deadline.nanosOf(FOREVER)).toDays() / 365);
    }
}
