package dev.tern.rpc.concurrent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Armed timeouts that were armed in the order in which they expire, as those of one duration are: a ring of slots, from
 * which any may be taken out with no search and nothing moved, leaving a gap. First and last slot are never gaps.
 *
 * <p>Guarded by the lock of the {@link TimeoutHeap} it belongs to.
 */
final class TimeoutRow {
    private static final int INITIAL_SLOTS = 64;

    /** What {@code heapIndex} says of a timeout in slot 0; one less for each slot further. */
    private static final int FIRST_SLOT = TimeoutHeap.NOT_ARMED - 1;

    /** A power of two. */
    private @Nullable Timeout[] slots = new Timeout[INITIAL_SLOTS];

    /** The slot of the earliest. */
    private int first;

    /** How many slots there are from the first to the last. */
    private int span;

    /** How many of them are no gaps. */
    private int size;

    int size() {
        return size;
    }

    /** Whether an armed timeout is in a row, not in a heap. */
    static boolean has(Timeout timeout) {
        return timeout.heapIndex <= FIRST_SLOT;
    }

    /** The earliest, or null. */
    @Nullable
    Timeout first() {
        return size == 0 ? null : slots[first];
    }

    /** The latest, or null. */
    @Nullable
    Timeout last() {
        return size == 0 ? null : slots[slot(span - 1)];
    }

    /** Adds one that is no earlier than the last. */
    void add(Timeout timeout) {
        if (span == slots.length) {
            makeRoom();
        }
        put(slot(span++), timeout);
        size++;
    }

    /** Takes one out that is in this row. */
    void remove(Timeout timeout) {
        slots[FIRST_SLOT - timeout.heapIndex] = null;
        timeout.heapIndex = TimeoutHeap.NOT_ARMED;
        size--;
        if (size == 0) {
            span = 0;
            return;
        }
        while (slots[first] == null) {
            first = slot(1);
            span--;
        }
        while (slots[slot(span - 1)] == null) {
            span--;
        }
    }

    /** Closes the gaps; more slots only if fewer than half of them are gaps, so that there are few for what is armed. */
    private void makeRoom() {
        Timeout[] all = new Timeout[size];
        int count = 0;
        for (int i = 0; i < span; i++) {
            Timeout timeout = slots[slot(i)];
            if (timeout != null) {
                all[count++] = timeout;
            }
        }
        if (size > slots.length / 2) {
            slots = new Timeout[slots.length * 2];
        } else {
            Arrays.fill(slots, null);
        }
        first = 0;
        span = size;
        for (int i = 0; i < size; i++) {
            put(i, all[i]);
        }
    }

    private void put(int slot, Timeout timeout) {
        slots[slot] = timeout;
        timeout.heapIndex = FIRST_SLOT - slot;
    }

    private int slot(int after) {
        return (first + after) & (slots.length - 1);
    }
}
