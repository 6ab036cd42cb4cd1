package dev.tern.rpc.netty.framed;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.netty.framed.wire.WireException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PingStrikesTest {
    private final PingStrikes strikes = new PingStrikes(1_000);
    private long now = Long.MAX_VALUE - 5;

    private void pingAfter(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        strikes.onPing(now);
    }

    @Test
    void pingsFarEnoughApartAreFine() {
        for (int i = 0; i < 100; i++) {
            pingAfter(1_000);
        }
    }

    @Test
    void theThirdPingTooSoonInARowIsOneTooMany() {
        pingAfter(0);
        pingAfter(999);
        pingAfter(999);
        assertThrows(WireException.class, () -> pingAfter(999));
    }

    @Test
    void callsInBetweenForgiveStrikes() {
        for (int i = 0; i < 100; i++) {
            pingAfter(1);
            strikes.forgive();
        }
    }
}
