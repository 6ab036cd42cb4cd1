package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class AgePolicyTest {
    private static long age(double jitter) {
        return new AgePolicy(1_000, 0, () -> jitter).nextMillis();
    }

    @Test
    void agesAreSpreadByATenthToEitherSide() {
        assertEquals(900, age(0));
        assertEquals(1_000, age(0.5));
        assertEquals(1_100, age(1));
    }

    @Test
    void anAgeIsNeverNothing() {
        assertEquals(1, new AgePolicy(1, 0, () -> 0).nextMillis());
    }

    @Test
    void thereIsALimitOnlyIfOneIsSet() {
        assertFalse(AgePolicy.UNLIMITED.isLimited());
    }
}
