package dev.tern.rpc.inprocess;

import org.jspecify.annotations.Nullable;

/**
 * What waits to be told to one side, in order. One thread adds at a time, by the SPI's rule for sending; one thread
 * takes at a time, which is the one that has the turn. The two need no lock between them: the items are a list linked in
 * one direction, of which the sender owns the end and the receiver the beginning.
 */
final class Inbox {
    /** The first item ever added; written once, by the sender. */
    private volatile @Nullable Item first;

    /** The latest item added; used by the sender alone. */
    private @Nullable Item newest;

    /** The latest item removed, from which the list goes on; used by the receiver alone. */
    private @Nullable Item removed;

    void add(Item item) {
        Item last = newest;
        newest = item;
        if (last == null) {
            first = item;
        } else {
            last.next = item;
        }
    }

    /** The next item, left where it is; null if there is none. */
    @Nullable
    Item peek() {
        Item last = removed;
        return last == null ? first : last.next;
    }

    /** Removes what {@link #peek} gave. */
    void remove(Item next) {
        removed = next;
    }

    /** Removes all and frees what they hold. */
    void drop() {
        for (Item next = peek(); next != null; next = peek()) {
            remove(next);
            next.drop();
        }
    }
}
