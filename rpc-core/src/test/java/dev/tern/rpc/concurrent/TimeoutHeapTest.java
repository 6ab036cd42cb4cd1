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
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Arms, disarms and expires at random, beside a sorted map that does the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesAsASortedListDoes(long seed) {
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
                long after = now - start + random.nextInt(1_000);
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
