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
        assertFalse(probe.onData(249));
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
        probe.onData(250);
        probe.onData(250);
        assertEquals(0, probe.onAnswer(PLENTY));
    }

    @Test
    void aWindowThatHoldsUpItsSenderGrowsThoughTheAnswerOvertakesWhatComesAfterIt() {
        // One window in eight frames, then nothing until the sender hears that they were consumed.
        for (int frame = 0; frame < 8; frame++) {
            assertEquals(frame == 1, probe.onData(125));
        }
        assertEquals(7 * 125 * 2, probe.onAnswer(PLENTY));
    }

    @Test
    void aWindowGrowsToTwiceWhatCameInARoundTrip() {
        probe.onData(300);
        probe.onData(600);
        assertEquals(1_800, probe.onAnswer(PLENTY));
        probe.onData(500);
        probe.onData(1_300);
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
        probe.onData(200);
        assertEquals(0, probe.onAnswer(PLENTY));
    }
}
