package dev.tern.rpc.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.contract.Await;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BoundedPoolTest {
    private final BoundedPool pool = BoundedPool.of("pool-under-test", 2, 3, "sizeOfThePool");
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        gate.countDown();
        pool.shutdown();
    }

    @Test
    void threadsAreDaemonsNamedAfterThePool() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        pool.execute(() -> thread.complete(Thread.currentThread()));
        assertEquals("pool-under-test-1", Await.value(thread).getName());
        assertTrue(Await.value(thread).isDaemon());
    }

    @Test
    void taskOverThreadsAndQueueIsRefusedNamingBothAndTheirSetting() {
        for (int i = 0; i < 5; i++) {
            pool.execute(() -> Await.open(gate));
        }
        RejectedExecutionException refusal =
                assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
        assertEquals(
                "pool-under-test pool has all 2 threads busy and 3 tasks waiting, as many as sizeOfThePool allows",
                refusal.getMessage());
    }

    @Test
    void whatWasTakenRunsThoughMoreWasRefused() {
        CountDownLatch ran = new CountDownLatch(5);
        for (int i = 0; i < 5; i++) {
            pool.execute(() -> {
                Await.open(gate);
                ran.countDown();
            });
        }
        assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
        gate.countDown();
        Await.open(ran);
    }

    @Test
    void closedPoolSaysThatItIsClosed() {
        pool.shutdown();
        RejectedExecutionException refusal =
                assertThrows(RejectedExecutionException.class, () -> pool.execute(() -> {}));
        assertEquals("pool-under-test pool is shut down", refusal.getMessage());
    }
}
