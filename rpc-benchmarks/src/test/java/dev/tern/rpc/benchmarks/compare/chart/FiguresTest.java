package dev.tern.rpc.benchmarks.compare.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void threeDigitsAreLeftOfANumber() {
        assertEquals("0", Figures.three(0));
        assertEquals("0.550", Figures.three(0.55));
        assertEquals("0.0401", Figures.three(0.04007));
        assertEquals("13.2", Figures.three(13.16));
        assertEquals("721,000", Figures.three(721_273));
        assertEquals("22,300,000", Figures.three(22_258_489));
    }

    @Test
    void roundingUpToTheNextPowerOfTenKeepsThreeDigits() {
        assertEquals("10.0", Figures.three(9.996));
        assertEquals("1,000", Figures.three(999.6));
        assertEquals("1.00", Figures.three(0.9996));
    }

    @Test
    void ratiosHaveHundredthsWhereTheyMatter() {
        assertEquals("0.004", Figures.ratio(0.0043));
        assertEquals("0.90", Figures.ratio(0.899));
        assertEquals("1.15", Figures.ratio(1.154));
        assertEquals("9.99", Figures.ratio(9.99));
        assertEquals("10.0", Figures.ratio(9.996));
        assertEquals("117", Figures.ratio(117.4));
    }

    @Test
    void bytesHaveTheUnitThatFits() {
        assertEquals("0", Figures.bytes(0));
        assertEquals("256", Figures.bytes(256));
        assertEquals("2 KiB", Figures.bytes(2_048));
        assertEquals("16 MiB", Figures.bytes(16 * 1_024 * 1_024));
        assertEquals("1,500", Figures.bytes(1_500));
    }

    @Test
    void ticksAreShort() {
        assertEquals("0.02", Figures.brief(0.02));
        assertEquals("500", Figures.brief(500));
        assertEquals("20k", Figures.brief(20_000));
        assertEquals("500k", Figures.brief(500_000));
        assertEquals("2M", Figures.brief(2_000_000));
        assertEquals("10M", Figures.brief(10_000_000));
    }
}
