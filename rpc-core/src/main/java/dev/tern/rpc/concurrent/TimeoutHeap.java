package dev.tern.rpc.concurrent;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Armed timeouts, the earliest first: a binary heap whose entries know their place, so that disarming needs no search.
 * With equal durations, the common case, arming puts an entry at the end and moves nothing.
 *
 * <p>Safe for any number of threads: one short lock, never held while a timeout expires.
 */
final class TimeoutHeap {
    static final int NOT_ARMED = -1;

    /** The heap, entries 0 to size - 1. Guarded by this. Bounded by what can be armed: the calls in flight. */
    private @Nullable Timeout[] entries = new Timeout[64];

    /** Guarded by this. */
    private int size;

    /**
     * Adds a timeout.
     *
     * @return whether it is the earliest now
     */
    synchronized boolean arm(Timeout timeout, long atNanos) {
        if (timeout.heapIndex != NOT_ARMED) {
            throw new IllegalStateException("armed already");
        }
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * size);
        }
        timeout.atNanos = atNanos;
        siftUp(size++, timeout);
        return timeout.heapIndex == 0;
    }

    /**
     * Takes a timeout out.
     *
     * @return false if it had expired or was never armed
     */
    synchronized boolean disarm(Timeout timeout) {
        int index = timeout.heapIndex;
        if (index == NOT_ARMED) {
            return false;
        }
        remove(index);
        return true;
    }

    /** Takes out the earliest timeout if its time has come. */
    synchronized @Nullable Timeout pollExpired(long nowNanos) {
        if (size == 0) {
            return null;
        }
        Timeout first = entry(0);
        if (first.atNanos - nowNanos > 0) {
            return null;
        }
        remove(0);
        return first;
    }

    /** Nanoseconds until the earliest timeout; {@code Long.MAX_VALUE} if there is none. */
    synchronized long nanosUntilFirst(long nowNanos) {
        return size == 0 ? Long.MAX_VALUE : entry(0).atNanos - nowNanos;
    }

    synchronized int size() {
        return size;
    }

    private void remove(int index) {
        entry(index).heapIndex = NOT_ARMED;
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
