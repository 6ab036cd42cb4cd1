package dev.tern.rpc.netty.io;

import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a transport has learnt of peers that do not tell how often they may be asked, but complain: later connections to
 * them ask half as often. Remembers the {@link #MAX_PEERS} that complained last. Any thread; asked once a connection.
 */
public final class PingIntervals {
    /** More servers than one process calls; each takes some 200 bytes. */
    static final int MAX_PEERS = 1_024;

    /** Asking more seldom than this finds out nothing in time. */
    static final long MAX_MILLIS = TimeUnit.HOURS.toMillis(1);

    /** Guarded by this. */
    private final Map<SocketAddress, Long> least = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SocketAddress, Long> eldest) {
            return size() > MAX_PEERS;
        }
    };

    /** How far apart PINGs to a peer must be, for all that it has said; 0 if it has not complained. */
    public synchronized long leastMillis(SocketAddress peer) {
        return least.getOrDefault(peer, 0L);
    }

    /**
     * A peer has ended a connection because of too many PINGs.
     *
     * @param usedMillis how far apart they were
     */
    public synchronized void tooMany(SocketAddress peer, long usedMillis) {
        long doubled = Math.min(MAX_MILLIS, Math.max(usedMillis * 2, leastMillis(peer)));
        least.remove(peer);
        least.put(peer, doubled);
    }
}
