package dev.tern.rpc.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InterruptibleWorkTest {
    private static final Status CANCELLED = StatusCode.CANCELLED.withMessage("no longer");

    /** Enough for either to come first, and for both to meet, many times. */
    private static final int ROUNDS = 5_000;

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void cancelInterruptsTheWorkerAndLeavingClearsThat() {
        InterruptibleWork work = new InterruptibleWork();
        work.accept(CANCELLED);
        assertTrue(Thread.currentThread().isInterrupted());
        work.leave();
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void cancelAfterTheWorkWasLeftInterruptsNobody() {
        InterruptibleWork work = new InterruptibleWork();
        work.leave();
        work.accept(CANCELLED);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void interruptOfSomebodyElseStaysSet() {
        InterruptibleWork work = new InterruptibleWork();
        Thread.currentThread().interrupt();
        work.leave();
        assertTrue(Thread.currentThread().isInterrupted());
    }

    @Test
    void cancelThatRacesWithTheReturnNeverReachesWhatTheThreadDoesNext() throws Exception {
        InterruptibleWork[] current = new InterruptibleWork[1];
        CyclicBarrier both = new CyclicBarrier(2);
        Thread canceller = new Thread(() -> {
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    both.await();
                    current[0].accept(CANCELLED);
                    both.await();
                }
            } catch (Exception broken) {
                both.reset();
            }
        });
        canceller.start();
        for (int round = 0; round < ROUNDS; round++) {
            current[0] = new InterruptibleWork();
            both.await();
            current[0].leave();
            boolean leaked = Thread.interrupted();
            both.await();
            assertFalse(leaked || Thread.interrupted());
        }
        canceller.join();
    }
}
