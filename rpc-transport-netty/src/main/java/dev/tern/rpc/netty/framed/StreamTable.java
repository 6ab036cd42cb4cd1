package dev.tern.rpc.netty.framed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live streams of a connection by id. Event loop only.
 *
 * <p>A hash table whose chains run through the streams, so that nothing is allocated per stream. Ids come one after the
 * other, which spreads them evenly; in a table with open addressing they would make one long run, and every removal would
 * walk it (measured: a third of the client's time with 64 calls in flight, and growing with them).
 */
final class StreamTable {
    private static final int INITIAL_BUCKETS = 64;

    /** As many buckets as there were ever streams at a time, at least; a power of two. */
    private @Nullable LiveStream[] buckets = new LiveStream[INITIAL_BUCKETS];

    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    boolean contains(int id) {
        return get(id) != null;
    }

    /** The stream of an id, or null if there is none. */
    @Nullable
    LiveStream get(int id) {
        LiveStream stream = buckets[id & (buckets.length - 1)];
        while (stream != null && stream.id() != id) {
            stream = stream.nextInTable;
        }
        return stream;
    }

    /** Adds a stream under an id that is not there, which from now on is its {@code id()}. */
    void put(int id, LiveStream stream) {
        if (size == buckets.length) {
            grow();
        }
        int bucket = id & (buckets.length - 1);
        stream.nextInTable = buckets[bucket];
        buckets[bucket] = stream;
        size++;
    }

    private void grow() {
        List<LiveStream> all = all();
        buckets = new LiveStream[buckets.length * 2];
        size = 0;
        all.forEach(stream -> put(stream.id(), stream));
    }

    /** Removes a stream, if it is there. */
    void remove(LiveStream stream) {
        int bucket = stream.id() & (buckets.length - 1);
        LiveStream before = null;
        LiveStream at = buckets[bucket];
        while (at != null && at != stream) {
            before = at;
            at = at.nextInTable;
        }
        if (at != null) {
            if (before == null) {
                buckets[bucket] = at.nextInTable;
            } else {
                before.nextInTable = at.nextInTable;
            }
            at.nextInTable = null;
            size--;
        }
    }

    /** All streams, in a list of its own, so that they can be ended while it is walked. */
    List<LiveStream> all() {
        List<LiveStream> all = new ArrayList<>(size);
        for (LiveStream first : buckets) {
            for (LiveStream stream = first; stream != null; stream = stream.nextInTable) {
                all.add(stream);
            }
        }
        return all;
    }
}
