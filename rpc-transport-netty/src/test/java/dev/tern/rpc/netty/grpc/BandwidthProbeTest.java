package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BandwidthProbeTest {
    private static final int PLENTY = Integer.MAX_VALUE;
    private final BandwidthProbe probe = new BandwidthProbe(1_000, 10_000);

    @Test
    void littleDataIsNoReasonToMeasure() {
        assertFalse(probe.onData(499));
        assertTrue(probe.onData(1));
    }

    @Test
    void thereIsOnePingAtATime() {
        assertTrue(probe.onData(1_000));
        assertFalse(probe.onData(1_000));
        probe.onAnswer(PLENTY);
        assertTrue(probe.onData(2_000));
    }

    @Test
    void aWindowThatIsNotInTheWayStaysAsItIs() {
        probe.onData(1_000);
        probe.onData(500);
        assertEquals(0, probe.onAnswer(PLENTY));
    }

    @Test
    void aWindowGrowsToTwiceWhatCameInARoundTrip() {
        probe.onData(1_000);
        probe.onData(900);
        assertEquals(1_800, probe.onAnswer(PLENTY));
        probe.onData(1_800);
        probe.onData(1_800);
        assertEquals(3_600, probe.onAnswer(PLENTY));
    }

    @Test
    void aWindowDoesNotGrowOverTheMostAllowedAndIsThenLeftAlone() {
        probe.onData(1_000);
        probe.onData(1_000_000);
        assertEquals(10_000, probe.onAnswer(PLENTY));
        assertFalse(probe.onData(1_000_000));
    }

    @Test
    void aWindowDoesNotGrowOverAStreamsShareOfTheConnection() {
        probe.onData(1_000);
        probe.onData(3_000);
        assertEquals(1_500, probe.onAnswer(1_500));
        probe.onData(3_000);
        probe.onData(3_000);
        assertEquals(0, probe.onAnswer(700));
    }

    @Test
    void anAnswerThatNobodyAskedForSaysNothing() {
        probe.onData(400);
        assertEquals(0, probe.onAnswer(PLENTY));
    }
}
