package dev.tern.rpc.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.tern.rpc.contract.Await;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SerialQueueTest {
    private final List<Integer> handled = new ArrayList<>();

    @Test
    void eventsWaitUntilTheQueueOpens() {
        SerialQueue<Integer> queue = new SerialQueue<>(handled::add);
        queue.offer(1);
        queue.offer(2);
        assertEquals(List.of(), handled);
        queue.open(null);
        assertEquals(List.of(1, 2), handled);
    }

    @Test
    void openQueueHandlesOnTheOfferingThread() {
        List<Thread> threads = new ArrayList<>();
        SerialQueue<Integer> queue = new SerialQueue<>(event -> threads.add(Thread.currentThread()));
        queue.open(null);
        queue.offer(1);
        assertSame(Thread.currentThread(), threads.get(0));
    }

    @Test
    void eventsGoToTheExecutorInOneRun() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        SerialQueue<Integer> queue = new SerialQueue<>(handled::add);
        queue.open(tasks::add);
        queue.offer(1);
        queue.offer(2);
        queue.offer(3);
        assertEquals(1, tasks.size());
        assertEquals(List.of(), handled);
        tasks.remove().run();
        assertEquals(List.of(1, 2, 3), handled);
        queue.offer(4);
        tasks.remove().run();
        assertEquals(List.of(1, 2, 3, 4), handled);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eventOfferedByTheHandlerComesAfterTheOneInHand(boolean onExecutor) {
        List<String> log = new ArrayList<>();
        List<SerialQueue<Integer>> self = new ArrayList<>();
        SerialQueue<Integer> queue = new SerialQueue<>(event -> {
            log.add("begin " + event);
            if (event < 3) {
                self.get(0).offer(event + 1);
            }
            log.add("end " + event);
        });
        self.add(queue);
        queue.open(onExecutor ? Runnable::run : null);
        queue.offer(1);
        assertEquals(List.of("begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"), log);
    }

    @Test
    void refusingExecutorLosesNothing() {
        Executor refusing = task -> {
            throw new RejectedExecutionException("full");
        };
        SerialQueue<Integer> queue = new SerialQueue<>(handled::add);
        queue.offer(1);
        queue.open(refusing);
        queue.offer(2);
        assertEquals(List.of(1, 2), handled);
    }

    @Test
    void thousandsOfNestedEventsDoNotUseUpTheStack() {
        AtomicInteger count = new AtomicInteger();
        List<SerialQueue<Integer>> self = new ArrayList<>();
        SerialQueue<Integer> queue = new SerialQueue<>(event -> {
            count.incrementAndGet();
            if (event > 0) {
                self.get(0).offer(event - 1);
            }
        });
        self.add(queue);
        queue.open(null);
        queue.offer(100_000);
        assertEquals(100_001, count.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyThreadsNeverOverlapAndEachKeepsItsOrder(boolean onExecutor) throws InterruptedException {
        int threads = 8;
        int each = 20_000;
        AtomicBoolean inside = new AtomicBoolean();
        AtomicBoolean overlapped = new AtomicBoolean();
        int[] last = new int[threads];
        List<Integer> wrongOrder = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(threads * each);
        SerialQueue<int[]> queue = new SerialQueue<>(event -> {
            if (!inside.compareAndSet(false, true)) {
                overlapped.set(true);
            }
            if (event[1] != last[event[0]] + 1) {
                wrongOrder.add(event[0]);
            }
            last[event[0]] = event[1];
            inside.set(false);
            all.countDown();
        });
        @Nullable ExecutorService executor = onExecutor ? Executors.newFixedThreadPool(4) : null;
        List<Thread> offering = IntStream.range(0, threads)
                .mapToObj(id -> new Thread(() -> {
                    for (int i = 1; i <= each; i++) {
                        queue.offer(new int[] {id, i});
                    }
                }))
                .toList();
        offering.forEach(Thread::start);
        queue.open(executor);
        Await.open(all);
        for (Thread thread : offering) {
            thread.join();
        }
        if (executor != null) {
            executor.shutdown();
        }
        assertFalse(overlapped.get());
        assertEquals(List.of(), wrongOrder);
    }
}
