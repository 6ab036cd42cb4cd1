package dev.tern.rpc.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimeoutHeapTest {
    private final TimeoutHeap heap = new TimeoutHeap();

    @Test
    void armSaysWhetherTheTimeoutIsTheEarliestNow() {
        assertTrue(heap.arm(new Counted(), 10));
        assertEquals(false, heap.arm(new Counted(), 20));
        assertTrue(heap.arm(new Counted(), 5));
    }

    @Test
    void emptyHeapHasNothingToWaitFor() {
        assertEquals(Long.MAX_VALUE, heap.nanosUntilFirst(0));
        assertNull(heap.pollExpired(Long.MAX_VALUE));
    }

    @Test
    void equalMomentsAllExpire() {
        for (int i = 0; i < 1_000; i++) {
            heap.arm(new Counted(), 7);
        }
        assertNull(heap.pollExpired(6));
        for (int i = 0; i < 1_000; i++) {
            assertNotNull(heap.pollExpired(7));
        }
        assertEquals(0, heap.size());
    }

    @Test
    void timeoutsThatComeInOrderLeaveInAnyOrderWhileOneStays() {
        Counted stays = new Counted();
        heap.arm(stays, 0);
        List<Counted> armed = new ArrayList<>();
        for (int moment = 1; moment <= 10_000; moment++) {
            armed.add(new Counted());
            heap.arm(armed.get(armed.size() - 1), moment);
            if (armed.size() > 100) {
                assertTrue(heap.disarm(armed.remove(moment % 3 == 0 ? 50 : 0)));
            }
        }
        assertEquals(101, heap.size());
        assertEquals(stays, heap.pollExpired(10_000));
        armed.forEach(next -> assertEquals(next, heap.pollExpired(10_000)));
        assertEquals(0, heap.size());
    }

    @Test
    void oneThatIsFarOffIsTheLastWhateverComesAfterIt() {
        Counted farOff = new Counted();
        heap.arm(farOff, 1_000_000);
        for (int moment = 1; moment <= 200; moment++) {
            heap.arm(new Counted(), moment);
        }
        for (int moment = 1; moment <= 200; moment++) {
            assertNotNull(heap.pollExpired(moment));
            assertNull(heap.pollExpired(moment));
        }
        assertEquals(farOff, heap.pollExpired(1_000_000));
    }

    /**
     * Arms, disarms and expires at random, beside a sorted map that does the same.
     *
     * @param spread how much the durations differ: 1 for not at all
     */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 20", "5, 1000", "6, 1000", "7, 1000", "8, 1000"})
    void behavesAsASortedListDoes(long seed, int spread) {
        Random random = new Random(seed);
        // Near the end of the scale, so that moments wrap: all comparisons must be by difference.
        long start = random.nextBoolean() ? 0 : Long.MAX_VALUE - 5_000;
        long now = start;
        TreeMap<Long, List<Counted>> model = new TreeMap<>();
        List<Counted> armed = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(10);
            if (choice < 5) {
                Counted timeout = new Counted();
                long after = now - start + (spread < 1_000 ? 500 : 0) + random.nextInt(spread);
                heap.arm(timeout, start + after);
                model.computeIfAbsent(after, none -> new ArrayList<>()).add(timeout);
                armed.add(timeout);
            } else if (choice < 8 && !armed.isEmpty()) {
                Counted timeout = armed.remove(random.nextInt(armed.size()));
                assertTrue(heap.disarm(timeout));
                assertEquals(false, heap.disarm(timeout));
                model.values().removeIf(same -> same.remove(timeout) && same.isEmpty());
            } else {
                now += random.nextInt(50);
                expire(now, now - start, model, armed);
            }
            assertEquals(armed.size(), heap.size());
            assertEquals(
                    model.isEmpty() ? Long.MAX_VALUE : model.firstKey() - (now - start), heap.nanosUntilFirst(now));
        }
    }

    private void expire(long now, long sinceStart, TreeMap<Long, List<Counted>> model, List<Counted> armed) {
        for (Timeout due = heap.pollExpired(now); due != null; due = heap.pollExpired(now)) {
            Map.Entry<Long, List<Counted>> first = model.firstEntry();
            assertTrue(first.getKey() <= sinceStart);
            assertTrue(first.getValue().remove(due), "the earliest comes first");
            if (first.getValue().isEmpty()) {
                model.remove(first.getKey());
            }
            armed.remove(due);
        }
        assertTrue(model.isEmpty() || model.firstKey() > sinceStart, "all that was due came");
    }
}
