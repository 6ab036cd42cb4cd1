package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listening to a peer, by a clock that the test moves. */
class KeepaliveTest {
    private static final PingPolicy POLICY = new PingPolicy(1_000, 100, false);

    private final MockTicker clock = Ticker.newMockTicker();
    private final Socket socket = new Socket(clock);
    private final Watch watch = new Watch();
    private final Keepalive keepalive = new Keepalive(watch, socket, socket.eventLoop());

    /** A socket that takes so many writes. */
    private static final class Socket extends EmbeddedChannel {
        int takes;

        Socket(Ticker ticker) {
            super(EmbeddedChannel.builder().ticker(ticker));
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer in) {
            for (; takes > 0 && in.current() != null; takes--) {
                in.remove();
            }
        }
    }

    private static final class Watch implements Keepalive.Watched {
        boolean streams;
        int pings;
        boolean taken = true;

        @Nullable
        String silence;

        @Override
        public boolean hasStreams() {
            return streams;
        }

        @Override
        public void ping(WriteBatcher.Handover handover) {
            pings++;
            if (taken) {
                handover.handedOver(null);
            }
        }

        @Override
        public void onSilence(String why) {
            silence = why;
        }
    }

    private void call() {
        watch.streams = true;
        keepalive.onUse();
    }

    private void pass(long millis) {
        clock.advance(millis, TimeUnit.MILLISECONDS);
        socket.runScheduledPendingTasks();
    }

    private boolean isTimed() {
        return socket.runScheduledPendingTasks() >= 0;
    }

    @AfterEach
    void nothingIsLeft() {
        keepalive.stop();
        socket.finishAndReleaseAll();
    }

    @Test
    void aPingGoesWhenNothingWasHeardForTheInterval() {
        keepalive.start(POLICY);
        call();
        pass(999);
        assertEquals(0, watch.pings);
        pass(1);
        assertEquals(1, watch.pings);
    }

    @Test
    void whateverIsReadPutsItOff() {
        keepalive.start(POLICY);
        call();
        for (int i = 0; i < 10; i++) {
            pass(700);
            keepalive.onRead();
        }
        assertEquals(0, watch.pings);
        pass(999);
        assertEquals(0, watch.pings);
        pass(1);
        assertEquals(1, watch.pings);
    }

    @Test
    void anAnswerInTimeIsGoodForAnotherInterval() {
        keepalive.start(POLICY);
        call();
        for (int i = 1; i <= 10; i++) {
            pass(1_000);
            assertEquals(i, watch.pings);
            pass(99);
            keepalive.onRead();
            pass(1);
        }
        assertNull(watch.silence);
    }

    @Test
    void aTimeoutLongerThanTheIntervalHoldsUpNoPing() {
        keepalive.start(new PingPolicy(100, 1_000, false));
        call();
        for (int i = 1; i <= 10; i++) {
            pass(100);
            assertEquals(i, watch.pings);
            keepalive.onRead();
        }
        for (int i = 1; i <= 10; i++) {
            assertNull(watch.silence);
            pass(100);
        }
        assertNull(watch.silence);
        pass(100);
        assertNotNull(watch.silence);
        assertEquals(11, watch.pings);
    }

    @Test
    void noAnswerInTimeIsSilenceWhichTellsHowLongAndWhatWasAllowed() {
        keepalive.start(POLICY);
        call();
        pass(1_000);
        pass(99);
        assertNull(watch.silence);
        pass(1);
        assertEquals(
                "nothing was heard for 1100 ms: a PING sent after 1000 ms, keepalive's interval, was not answered in"
                        + " 100 ms, its timeout",
                watch.silence);
    }

    @Test
    void thereIsNoTimerBeforeTheFirstCallNorAfterTheLast() {
        keepalive.start(POLICY);
        assertFalse(isTimed());
        call();
        assertTrue(isTimed());
        watch.streams = false;
        pass(1_000);
        assertEquals(0, watch.pings);
        assertFalse(isTimed());
    }

    @Test
    void theIntervalCountsFromTheCallAfterAQuietTime() {
        keepalive.start(POLICY);
        pass(100_000);
        call();
        pass(999);
        assertEquals(0, watch.pings);
        pass(1);
        assertEquals(1, watch.pings);
    }

    @Test
    void aPingThatIsOutWhenTheLastCallEndsIsStillWaitedFor() {
        keepalive.start(POLICY);
        call();
        pass(1_000);
        watch.streams = false;
        pass(100);
        assertNotNull(watch.silence);
    }

    @Test
    void withoutCallsItGoesOnForEver() {
        keepalive.start(new PingPolicy(1_000, 100, true));
        for (int i = 1; i <= 3; i++) {
            pass(1_000);
            assertEquals(i, watch.pings);
            keepalive.onRead();
            pass(100);
            pass(899);
            assertEquals(i, watch.pings);
            keepalive.onRead();
        }
    }

    @Test
    void whatNothingComesBackForIsAskedAboutOnce() {
        keepalive.start(POLICY);
        keepalive.onUnanswered();
        pass(1_000);
        assertEquals(1, watch.pings);
        keepalive.onRead();
        pass(100);
        assertFalse(isTimed());
        pass(10_000);
        assertEquals(1, watch.pings);
    }

    @Test
    void aPolicyOfNeverSetsNoTimer() {
        keepalive.start(PingPolicy.NEVER);
        call();
        keepalive.onUnanswered();
        assertFalse(isTimed());
    }

    @Test
    void aPingTheSocketDoesNotTakeIsSilenceToo() {
        keepalive.start(POLICY);
        call();
        watch.taken = false;
        socket.writeOneOutbound(Unpooled.buffer().writeZero(10));
        socket.flush();
        pass(1_000);
        pass(100);
        assertTrue(String.valueOf(watch.silence).contains("not taken by the socket"), watch.silence);
    }

    @Test
    void aSlowSocketIsWaitedForAsLongAsItTakesAnything() {
        keepalive.start(POLICY);
        call();
        watch.taken = false;
        for (int i = 0; i < 20; i++) {
            socket.writeOneOutbound(Unpooled.buffer().writeZero(10));
        }
        socket.flush();
        pass(1_000);
        for (int i = 0; i < 10; i++) {
            socket.takes = 1;
            socket.flush();
            pass(100);
            assertNull(watch.silence);
        }
        pass(100);
        assertTrue(String.valueOf(watch.silence).contains("not taken by the socket"), watch.silence);
    }

    @Test
    void aProcessThatSleptGivesItsPeerAnotherTimeout() {
        keepalive.start(POLICY);
        call();
        pass(1_000);
        pass(60_000);
        assertNull(watch.silence);
        pass(99);
        assertNull(watch.silence);
        pass(1);
        assertNotNull(watch.silence);
    }

    @Test
    void aSideAsksNoMoreOftenThanItsPeerTolerates() {
        assertEquals(1_100, POLICY.notBelow(1_000).intervalMillis());
        assertEquals(POLICY, POLICY.notBelow(900));
        assertEquals(PingPolicy.NEVER, PingPolicy.NEVER.notBelow(900));
    }
}
