package dev.tern.rpc.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tern.rpc.contract.Await;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class VirtualThreadsTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void olderJdkIsRefusedNamingItsVersionAndWhatToDoInstead() {
        assertEquals(
                "virtual threads need JDK 21 or later, and this is JDK 17; use handlerPool(threads, maxQueued) for a pool"
                        + " of platform threads",
                assertThrows(UnsupportedOperationException.class, () -> VirtualThreads.requireSupport(17))
                        .getMessage());
    }

    @Test
    void oldestJdkThatHasThemWillDo() {
        VirtualThreads.requireSupport(21);
    }

    @Test
    void eachTaskHasAThreadOfItsOwnWithTheNameAskedFor() {
        VirtualThreads threads = of(2);
        CompletableFuture<Thread> one = new CompletableFuture<>();
        CompletableFuture<Thread> two = new CompletableFuture<>();
        CompletableFuture<String> group = new CompletableFuture<>();
        threads.execute(() -> {
            group.complete(Thread.currentThread().getThreadGroup().getName());
            one.complete(Thread.currentThread());
        });
        threads.execute(() -> two.complete(Thread.currentThread()));
        assertNotEquals(Await.value(one), Await.value(two));
        assertEquals("own", Await.value(one).getName());
        // All virtual threads are of this group.
        assertEquals("VirtualThreads", Await.value(group));
    }

    @Test
    void taskOverTheLimitIsRefusedNamingItAndThoseThatEndMakeRoom() {
        VirtualThreads threads = of(2);
        threads.execute(() -> Await.open(gate));
        threads.execute(() -> Await.open(gate));
        RejectedExecutionException refusal =
                assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}));
        assertEquals("own has 2 virtual threads busy, as many as someSetting allows", refusal.getMessage());
        gate.countDown();
        Await.until("there is room", () -> takes(threads));
    }

    @Test
    void taskThatThrowsMakesRoomToo() {
        VirtualThreads threads = of(1);
        threads.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            throw new IllegalStateException("a bug");
        });
        Await.until("there is room", () -> takes(threads));
    }

    @Test
    void afterShutdownNothingIsTaken() {
        VirtualThreads threads = of(1);
        threads.shutdown();
        assertEquals(
                "own threads are shut down",
                assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}))
                        .getMessage());
    }

    private static VirtualThreads of(int maxThreads) {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with JDK 21");
        return VirtualThreads.named("own", maxThreads, "someSetting");
    }

    private static boolean takes(VirtualThreads threads) {
        try {
            threads.execute(() -> {});
            return true;
        } catch (RejectedExecutionException full) {
            return false;
        }
    }
}
