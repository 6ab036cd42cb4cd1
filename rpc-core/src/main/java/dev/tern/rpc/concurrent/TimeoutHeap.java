package dev.tern.rpc.concurrent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Armed timeouts, the earliest first: a binary heap whose entries know their place, so that disarming needs no search; and
 * beside it a {@link TimeoutRow} of those that come in order, as they do where durations are equal, the common case. Out of
 * a heap the one armed first would be the dearest to take, for the last has to sink from the top to the bottom then.
 *
 * <p>Safe for any number of threads: one short lock, never held while a timeout expires.
 */
final class TimeoutHeap {
    static final int NOT_ARMED = -1;

    /** The heap, entries 0 to size - 1. Guarded by this. Bounded by what can be armed: the calls in flight. */
    private @Nullable Timeout[] entries = new Timeout[64];

    /** How many are in the heap. Guarded by this. */
    private int size;

    /** Guarded by this. */
    private final TimeoutRow row = new TimeoutRow();

    /**
     * Adds a timeout.
     *
     * @return whether it is the earliest now
     */
    synchronized boolean arm(Timeout timeout, long atNanos) {
        if (timeout.heapIndex != NOT_ARMED) {
            throw new IllegalStateException("armed already");
        }
        timeout.atNanos = atNanos;
        Timeout before = row.last();
        if (before != null && isEarlier(timeout, before)) {
            // One that is far off must not keep all that come after it out of the row.
            row.remove(before);
            add(before);
            before = row.last();
        }
        if (before == null || !isEarlier(timeout, before)) {
            row.add(timeout);
        } else {
            add(timeout);
        }
        return first() == timeout;
    }

    private void add(Timeout timeout) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        siftUp(size++, timeout);
    }

    /** The earliest, or null. */
    private @Nullable Timeout first() {
        Timeout inRow = row.first();
        if (size == 0) {
            return inRow;
        }
        Timeout inHeap = entry(0);
        return inRow == null || isEarlier(inHeap, inRow) ? inHeap : inRow;
    }

    /**
     * Takes a timeout out.
     *
     * @return false if it had expired or was never armed
     */
    synchronized boolean disarm(Timeout timeout) {
        if (timeout.heapIndex == NOT_ARMED) {
            return false;
        }
        remove(timeout);
        return true;
    }

    /** Takes out the earliest timeout if its time has come. */
    synchronized @Nullable Timeout pollExpired(long nowNanos) {
        Timeout first = first();
        if (first == null || first.atNanos - nowNanos > 0) {
            return null;
        }
        remove(first);
        return first;
    }

    /** Nanoseconds until the earliest timeout; {@code Long.MAX_VALUE} if there is none. */
    synchronized long nanosUntilFirst(long nowNanos) {
        Timeout first = first();
        return first == null ? Long.MAX_VALUE : first.atNanos - nowNanos;
    }

    synchronized int size() {
        return size + row.size();
    }

    private void remove(Timeout timeout) {
        if (TimeoutRow.has(timeout)) {
            row.remove(timeout);
            return;
        }
        int index = timeout.heapIndex;
        timeout.heapIndex = NOT_ARMED;
        Timeout last = entry(--size);
        entries[size] = null;
        if (index == size) {
            return;
        }
        if (index > 0 && isEarlier(last, entry((index - 1) / 2))) {
            siftUp(index, last);
        } else {
            siftDown(index, last);
        }
    }

    private void siftUp(int hole, Timeout timeout) {
        int index = hole;
        while (index > 0) {
            Timeout parent = entry((index - 1) / 2);
            if (!isEarlier(timeout, parent)) {
                break;
            }
            put(index, parent);
            index = (index - 1) / 2;
        }
        put(index, timeout);
    }

    private void siftDown(int hole, Timeout timeout) {
        int index = hole;
        for (int child = 2 * index + 1; child < size; child = 2 * index + 1) {
            if (child + 1 < size && isEarlier(entry(child + 1), entry(child))) {
                child++;
            }
            if (!isEarlier(entry(child), timeout)) {
                break;
            }
            put(index, entry(child));
            index = child;
        }
        put(index, timeout);
    }

    private void put(int index, Timeout timeout) {
        entries[index] = timeout;
        timeout.heapIndex = index;
    }

    @SuppressWarnings("NullAway") // entries below size are never null
    private Timeout entry(int index) {
        return entries[index];
    }

    private static boolean isEarlier(Timeout one, Timeout other) {
        return one.atNanos - other.atNanos < 0;
    }
}
