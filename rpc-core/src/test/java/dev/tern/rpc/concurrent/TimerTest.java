package dev.tern.rpc.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.contract.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class TimerTest {
    private final ManualClock clock = new ManualClock(Long.MAX_VALUE - 50); // so that the scale wraps in these tests
    private final Timer timer = Timer.manual(clock);

    @Test
    void timeoutExpiresAtItsMomentAndNotBefore() {
        Counted timeout = new Counted();
        timer.arm(timeout, clock.nanoTime() + 100);
        clock.advance(Duration.ofNanos(99));
        timer.expireDue();
        assertEquals(0, timeout.times());
        clock.advance(Duration.ofNanos(1));
        timer.expireDue();
        assertEquals(1, timeout.times());
    }

    @Test
    void timeoutExpiresOnce() {
        Counted timeout = new Counted();
        timer.arm(timeout, clock.nanoTime());
        timer.expireDue();
        timer.expireDue();
        assertEquals(1, timeout.times());
        assertFalse(timer.disarm(timeout));
    }

    @Test
    void momentInThePastIsDueAtOnce() {
        Counted timeout = new Counted();
        timer.arm(timeout, clock.nanoTime() - 1_000);
        timer.expireDue();
        assertEquals(1, timeout.times());
    }

    @Test
    void disarmedTimeoutDoesNotExpire() {
        Counted timeout = new Counted();
        timer.arm(timeout, clock.nanoTime() + 10);
        assertTrue(timer.disarm(timeout));
        clock.advance(Duration.ofSeconds(1));
        timer.expireDue();
        assertEquals(0, timeout.times());
        assertEquals(0, timer.armed());
    }

    @Test
    void disarmOfWhatWasNeverArmedSaysSo() {
        assertFalse(timer.disarm(new Counted()));
    }

    @Test
    void timeoutCanBeArmedAgainAfterItsEnd() {
        Counted timeout = new Counted();
        timer.arm(timeout, clock.nanoTime());
        timer.expireDue();
        timer.arm(timeout, clock.nanoTime());
        timer.expireDue();
        assertEquals(2, timeout.times());
    }

    @Test
    void armedTimeoutCanNotBeArmedAgain() {
        Counted timeout = new Counted();
        timer.arm(timeout, clock.nanoTime() + 10);
        assertThrows(IllegalStateException.class, () -> timer.arm(timeout, clock.nanoTime() + 20));
        assertEquals(1, timer.armed());
    }

    @Test
    void expiringTimeoutMayArmAnother() {
        Counted second = new Counted();
        timer.arm(
                new Timeout() {
                    @Override
                    protected void expired() {
                        timer.arm(second, clock.nanoTime() + 5);
                    }
                },
                clock.nanoTime());
        timer.expireDue();
        clock.advance(Duration.ofNanos(5));
        timer.expireDue();
        assertEquals(1, second.times());
    }

    @Test
    void timeoutsArmedByManyThreadsAreCountedAndExpire() throws InterruptedException {
        List<Counted> timeouts = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            timeouts.add(new Counted());
        }
        List<Thread> threads = timeouts.stream()
                .map(timeout -> new Thread(() -> timer.arm(timeout, clock.nanoTime() + 10)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(64, timer.armed());
        clock.advance(Duration.ofNanos(10));
        timer.expireDue();
        assertTrue(timeouts.stream().allMatch(timeout -> timeout.times() == 1));
    }

    @Test
    void threadedTimerExpiresTheEarliestFirstHoweverTheyWereArmed() {
        try (Timer threaded = Timer.start("timer-under-test")) {
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            long now = threaded.clock().nanoTime();
            threaded.arm(
                    then(() -> first.complete("late")),
                    now + Duration.ofHours(1).toNanos());
            threaded.arm(
                    then(() -> {
                        first.complete("early");
                        thread.complete(Thread.currentThread());
                    }),
                    now + Duration.ofMillis(1).toNanos());
            assertEquals("early", Await.value(first));
            assertEquals("timer-under-test", Await.value(thread).getName());
            assertTrue(Await.value(thread).isDaemon());
        }
    }

    @Test
    void threadedTimerWakesForWhatIsArmedWhileItSleeps() {
        try (Timer threaded = Timer.start("timer-under-test")) {
            for (int i = 0; i < 200; i++) {
                CountDownLatch expired = new CountDownLatch(1);
                threaded.arm(then(expired::countDown), threaded.clock().nanoTime() + i * 1_000L);
                Await.open(expired);
            }
        }
    }

    @Test
    void threadedTimerLivesOnWhenATimeoutThrows() {
        try (Timer threaded = Timer.start("timer-under-test")) {
            CompletableFuture<Throwable> reported = new CompletableFuture<>();
            CountDownLatch next = new CountDownLatch(1);
            long now = threaded.clock().nanoTime();
            threaded.arm(
                    then(() -> {
                        Thread.currentThread()
                                .setUncaughtExceptionHandler((thread, failure) -> reported.complete(failure));
                        throw new IllegalStateException("a bug of the timeout");
                    }),
                    now);
            threaded.arm(then(next::countDown), now + 1);
            assertEquals("a bug of the timeout", Await.value(reported).getMessage());
            Await.open(next);
        }
    }

    @Test
    void threadEndsWithTheTimer() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        try (Timer threaded = Timer.start("timer-under-test")) {
            threaded.arm(
                    then(() -> thread.complete(Thread.currentThread())),
                    threaded.clock().nanoTime());
            Await.value(thread);
        }
        Await.until("the thread has ended", () -> !Await.value(thread).isAlive());
    }

    @Test
    void nothingExpiresAfterTheTimerIsClosed() {
        Timer threaded = Timer.start("timer-under-test");
        threaded.close();
        Counted timeout = new Counted();
        threaded.arm(timeout, threaded.clock().nanoTime());
        assertEquals(0, timeout.times());
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.isAlive() && thread.getName().equals("timer-under-test")));
    }

    private static Timeout then(Runnable action) {
        return new Timeout() {
            @Override
            protected void expired() {
                action.run();
            }
        };
    }
}
