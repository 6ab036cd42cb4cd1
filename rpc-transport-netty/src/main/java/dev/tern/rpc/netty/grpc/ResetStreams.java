package dev.tern.rpc.netty.grpc;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The streams that one side of a connection reset last. Event loop only. */
final class ResetStreams {
    /** What comes late comes within a round trip; as many resets in one are far more than honest peers cause. */
    static final int MAX = 1_024;

    private final Set<Integer> ids = new LinkedHashSet<>();

    /** Remembers a stream, and forgets the oldest if there are too many. */
    void add(int id) {
        if (ids.size() == MAX) {
            Iterator<Integer> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
        ids.add(id);
    }

    boolean contains(int id) {
        return ids.contains(id);
    }
}
