package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

class PingIntervalsTest {
    private final PingIntervals intervals = new PingIntervals();

    private static SocketAddress peer(int number) {
        return InetSocketAddress.createUnresolved("peer", number);
    }

    @Test
    void aPeerThatDidNotComplainHasNoLeast() {
        intervals.tooMany(peer(1), 100);
        assertEquals(0, intervals.leastMillis(peer(2)));
    }

    @Test
    void eachComplaintDoublesWhatWasUsed() {
        intervals.tooMany(peer(1), 100);
        assertEquals(200, intervals.leastMillis(peer(1)));
        intervals.tooMany(peer(1), 200);
        assertEquals(400, intervals.leastMillis(peer(1)));
    }

    @Test
    void aLateComplaintOfAnOlderConnectionTakesNothingBack() {
        intervals.tooMany(peer(1), 200);
        intervals.tooMany(peer(1), 100);
        assertEquals(400, intervals.leastMillis(peer(1)));
    }

    @Test
    void thereIsAnEndToDoubling() {
        intervals.tooMany(peer(1), PingIntervals.MAX_MILLIS);
        assertEquals(PingIntervals.MAX_MILLIS, intervals.leastMillis(peer(1)));
    }

    @Test
    void thePeersThatComplainedLastAreRemembered() {
        for (int i = 0; i <= PingIntervals.MAX_PEERS; i++) {
            intervals.tooMany(peer(i), 100);
        }
        assertEquals(0, intervals.leastMillis(peer(0)));
        assertEquals(200, intervals.leastMillis(peer(1)));
    }
}
