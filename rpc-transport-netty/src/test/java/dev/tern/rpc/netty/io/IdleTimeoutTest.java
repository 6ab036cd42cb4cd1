package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections without calls, by a clock that the test moves. */
class IdleTimeoutTest {
    private final MockTicker clock = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(clock).build();
    private boolean streams;
    private boolean idle;
    private final IdleTimeout timeout = new IdleTimeout(channel.eventLoop(), () -> streams, () -> idle = true);

    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            clock.advance(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        timeout.stop();
        channel.finishAndReleaseAll();
    }

    @Test
    void aConnectionThatNeverHadACallIsIdleAfterTheTimeout() {
        timeout.start(400);
        pass(399);
        assertFalse(idle);
        pass(1);
        assertTrue(idle);
    }

    @Test
    void aCallKeepsItAsLongAsItLives() {
        timeout.start(400);
        streams = true;
        timeout.onUse();
        pass(10_000);
        assertFalse(idle);
    }

    @Test
    void afterTheLastCallItHasTheTimeoutAndAtMostAQuarterMore() {
        for (int lasts = 1; lasts <= 400; lasts += 7) {
            idle = false;
            timeout.start(400);
            streams = true;
            timeout.onUse();
            pass(lasts);
            streams = false;
            pass(399);
            assertFalse(idle, "after a call of " + lasts + " ms");
            pass(101);
            assertTrue(idle, "after a call of " + lasts + " ms");
        }
    }

    @Test
    void shortCallsBetweenItsLooksCountToo() {
        timeout.start(400);
        for (int i = 0; i < 20; i++) {
            pass(399);
            timeout.onUse();
        }
        assertFalse(idle);
    }

    @Test
    void aTimeoutOf0IsNone() {
        timeout.start(0);
        assertEquals(-1, channel.runScheduledPendingTasks());
    }
}
