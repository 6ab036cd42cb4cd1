package dev.tern.rpc.benchmarks.compare.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SampleTest {
    private static final Workload UNARY = new Workload("W1", Kind.UNARY, 1, 32, false);
    private static final Workload ONE_WAY = new Workload("W9", Kind.ONE_WAY, 512, 32, false);

    /** Two seconds in which 500 one-way calls came. */
    private static final Usage SERVER = new Usage(2_000_000_000L, 500, 1_000_000, 10_000, 7);

    private static ClientResult client(long calls, long handedOver, int failures, String failure) {
        return new ClientResult(
                new Usage(4_000_000_000L, 0, 2_000_000, 20_000, 8),
                new Latencies(calls, 1_000, 2_000, 3_000),
                handedOver,
                failures,
                failure);
    }

    @Test
    void callsAreThoseThatTheClientCompleted() {
        Sample sample = Sample.of(1, "peer", UNARY, SERVER, client(1_000, 0, 0, ""), 0, "17");
        assertEquals(250, sample.perSecond());
        assertEquals(2, sample.clientCpuMicros());
        assertEquals(2, sample.serverCpuMicros());
        assertEquals(20, sample.clientBytes());
        assertEquals(20, sample.serverBytes());
    }

    @Test
    void oneWayCallsAreThoseThatTheServerGot() {
        Sample sample = Sample.of(1, "peer", ONE_WAY, SERVER, client(4_000, 5_000, 0, ""), 0, "17");
        assertEquals(250, sample.perSecond());
        assertEquals(2, sample.serverCpuMicros());
    }

    @Test
    void lostOneWayCallsAreAFigureAndNoFailure() {
        Sample sample = Sample.of(1, "peer", ONE_WAY, SERVER, client(4_000, 5_000, 0, ""), 1_000, "17");
        assertTrue(sample.isGood());
        assertEquals(0.2, sample.lostShare());
        assertEquals(0, sample.errors());
    }

    @Test
    void sampleInWhichACallFailedIsNotGood() {
        Sample sample = Sample.of(1, "peer", UNARY, SERVER, client(1_000, 0, 1, "broken"), 0, "17");
        assertFalse(sample.isGood());
        assertEquals("broken", sample.failure());
    }

    @Test
    void sampleWithoutCallsIsNotGood() {
        assertFalse(Sample.of(1, "peer", UNARY, SERVER, client(0, 0, 0, ""), 0, "17")
                .isGood());
    }
}
