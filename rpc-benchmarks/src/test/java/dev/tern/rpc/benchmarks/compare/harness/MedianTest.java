package dev.tern.rpc.benchmarks.compare.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void ofAnOddNumberIsTheOneInTheMiddle() {
        assertEquals(3, Median.of(100, 3, 1));
    }

    @Test
    void ofAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertEquals(4, Median.of(5, 1, 3, 100));
    }

    @Test
    void ofOneIsThatOne() {
        assertEquals(7, Median.of(7));
    }

    @Test
    void ofNoneIsRefused() {
        assertThrows(IllegalArgumentException.class, Median::of);
    }

    @Test
    void leavesTheValuesInTheirOrder() {
        double[] values = {3, 1, 2};
        Median.of(values);
        assertArrayEquals(new double[] {3, 1, 2}, values);
    }
}
