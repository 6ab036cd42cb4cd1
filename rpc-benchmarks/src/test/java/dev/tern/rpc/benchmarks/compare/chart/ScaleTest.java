package dev.tern.rpc.benchmarks.compare.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    private static final double EXACT = 1e-9;

    @Test
    void linearOneBeginsAtZero() {
        Scale scale = Scale.linear(List.of(20.0, 40.0), 100, 300);
        assertEquals(100, scale.at(0), EXACT);
        assertEquals(200, scale.at(20), EXACT);
        assertEquals(300, scale.at(40), EXACT);
    }

    @Test
    void linearOneOfNothingButZeroHasAPlaceForIt() {
        assertEquals(100, Scale.linear(List.of(0.0), 100, 300).at(0), EXACT);
    }

    @Test
    void equalFactorsAreEquallyFarApartOnALogarithmicOne() {
        Scale scale = Scale.logarithmic(List.of(1.0, 10_000.0), 0, 400);
        assertEquals(0, scale.at(1), EXACT);
        assertEquals(100, scale.at(10), EXACT);
        assertEquals(200, scale.at(100), EXACT);
        assertEquals(400, scale.at(10_000), EXACT);
    }

    @Test
    void zeroHasAPlaceBeforeTheOthersOnALogarithmicOne() {
        Scale scale = Scale.logarithmic(List.of(0.0, 1.0, 100.0), 0, 400);
        assertEquals(0, scale.at(0), EXACT);
        assertEquals(40, scale.at(1), EXACT);
        assertEquals(220, scale.at(10), EXACT);
        assertEquals(400, scale.at(100), EXACT);
    }

    @Test
    void greaterValuesAreHigherUpOnAnUprightOne() {
        Scale scale = Scale.roundLogarithmic(List.of(1.0, 100.0), 300, 100);
        assertEquals(300, scale.at(1), EXACT);
        assertEquals(100, scale.at(100), EXACT);
    }

    @Test
    void endsOfARoundOneAreRoundAndEncloseTheValues() {
        Scale scale = Scale.roundLogarithmic(List.of(0.034, 7.1), 0, 1);
        assertEquals(0.02, scale.low(), EXACT);
        assertEquals(10, scale.high(), EXACT);
        Scale exact = Scale.roundLogarithmic(List.of(0.05, 200.0), 0, 1);
        assertEquals(0.05, exact.low(), EXACT);
        assertEquals(200, exact.high(), EXACT);
    }

    @Test
    void oneValueIsEnoughForALogarithmicOne() {
        assertEquals(0, Scale.logarithmic(List.of(5.0), 0, 100).at(5), EXACT);
        assertEquals(0, Scale.roundLogarithmic(List.of(5.0), 0, 100).at(5), EXACT);
    }

    @Test
    void ticksAreRoundAndWithin() {
        assertEquals("[2.0, 5.0, 10.0, 20.0, 50.0]", ticks(2, 50));
        assertEquals("[10.0, 100.0, 1000.0]", ticks(5, 2_000));
    }

    private static String ticks(double low, double high) {
        return Scale.roundLogarithmic(List.of(low, high), 0, 1).ticks().toString();
    }

    @Test
    void logarithmicOneOfNothingOverZeroIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Scale.logarithmic(List.of(0.0), 0, 1));
    }
}
