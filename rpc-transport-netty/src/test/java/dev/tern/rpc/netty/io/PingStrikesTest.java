package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PingStrikesTest {
    private final PingStrikes strikes = new PingStrikes(1_000);
    private long now = Long.MAX_VALUE - 5;

    private boolean pingAfter(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        return strikes.onPing(now);
    }

    @Test
    void pingsFarEnoughApartAreFine() {
        for (int i = 0; i < 100; i++) {
            assertFalse(pingAfter(1_000));
        }
    }

    @Test
    void theThirdPingTooSoonInARowIsOneTooMany() {
        assertFalse(pingAfter(0));
        assertFalse(pingAfter(999));
        assertFalse(pingAfter(999));
        assertTrue(pingAfter(999));
        assertTrue(strikes.complaint().contains("1000"), strikes::complaint);
    }

    @Test
    void callsInBetweenForgiveStrikes() {
        for (int i = 0; i < 100; i++) {
            assertFalse(pingAfter(1));
            strikes.forgive();
        }
    }
}
