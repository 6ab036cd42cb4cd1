package dev.tern.rpc.call;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class DirectExecutorTest {
    @Test
    void taskRunsOnTheThreadThatGivesIt() {
        AtomicReference<Thread> thread = new AtomicReference<>(new Thread());
        DirectExecutor.INSTANCE.execute(() -> thread.set(Thread.currentThread()));
        assertSame(Thread.currentThread(), thread.get());
    }

    @Test
    void whatATaskThrowsReachesWhoGivesIt() {
        assertThrows(
                IllegalStateException.class,
                () -> DirectExecutor.INSTANCE.execute(() -> {
                    throw new IllegalStateException();
                }));
    }
}
