package dev.tern.rpc.netty.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodKind;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.netty.Protocol;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Calls of all kinds for a while, on both wires at the same time, through networks that are cut again and again: at the end
 * everything is as it was before. A few seconds, or as many as the system property {@value #SECONDS} says; {@code -Psoak}
 * says 600, and the run prints its progress.
 */
@ExtendWith(Seed.class)
class SoakTest {
    static final String SECONDS = "tern.soak.seconds";

    private static final int WORKERS = 6;
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(15);

    /**
     * What may be left on the heap: classes, compiled code's metadata, thread-locals of the test's own threads, and in a long
     * run the numbers of the one-way calls that came, which are given back before the heap is measured.
     */
    private static final long HEAP_SLACK_BYTES = 16L << 20;

    /** What may be left outside: nothing of a closed transport, but its pools go with the next collections: two chunks each. */
    private static final long DIRECT_SLACK_BYTES = 4 * 2 * (4L << 20);

    @Test
    void everyCallEndsOnceAndNothingIsLeft() throws InterruptedException {
        Duration length = Duration.ofSeconds(Long.getLong(SECONDS, SHORT.toSeconds()));
        boolean prints = length.compareTo(SHORT) > 0;
        soak(WARM_UP, false);
        long heapBefore = heapAfterCollections();
        long directBefore = PlatformDependent.usedDirectMemory();

        soak(length, prints);

        Await.until("the heap is as before", () -> heapAfterCollections() < heapBefore + HEAP_SLACK_BYTES);
        long direct = PlatformDependent.usedDirectMemory();
        if (prints) {
            System.out.printf(
                    "heap after collections: %,d bytes before, %,d after; direct memory: %,d before, %,d after%n",
                    heapBefore, heapAfterCollections(), directBefore, direct);
        }
        assertTrue(
                direct <= directBefore + DIRECT_SLACK_BYTES, directBefore + " bytes of direct memory, now " + direct);
    }

    private static void soak(Duration length, boolean prints) throws InterruptedException {
        Set<Thread> threadsBefore = FaultyNetwork.threads();
        long start = System.nanoTime();
        ExecutorService callers = Executors.newFixedThreadPool(WORKERS * Protocol.values().length);
        List<Half> halves = new ArrayList<>();
        for (Protocol wire : Protocol.values()) {
            halves.add(new Half(wire, start + length.toNanos(), callers));
        }
        if (prints) {
            System.out.println("seed " + Seed.value() + ", for " + length);
            while (System.nanoTime() - start < length.minus(BETWEEN_PROGRESS).toNanos()) {
                TimeUnit.NANOSECONDS.sleep(BETWEEN_PROGRESS.toNanos());
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
                halves.forEach(half -> System.out.println(seconds + " s, " + half));
            }
        }
        for (Half half : halves) {
            half.finish();
            if (prints) {
                System.out.println("at the end, " + half);
            }
        }
        Await.until("threads have ended", () -> threadsBefore.containsAll(FaultyNetwork.threads()));
        callers.shutdown();
        assertTrue(callers.awaitTermination(30, TimeUnit.SECONDS));
    }

    /** One wire with all that belongs to it. */
    private static final class Half {
        private final Protocol wire;
        private final SoakService service = new SoakService();
        private final FaultyNetwork network;
        private final Weather weather;
        private final AtomicInteger oneWayNumbers = new AtomicInteger();
        private final List<CompletableFuture<Void>> workers = new ArrayList<>();

        Half(Protocol wire, long untilNanos, ExecutorService callers) {
            this.wire = wire;
            Link link = Link.CLEAR.withMaxChunkBytes(64 * 1024);
            network = FaultyNetwork.of(wire, settings -> settings, service.texts(), link, link);
            weather = Weather.over(network.proxy, Seed.value());
            for (int i = 0; i < WORKERS; i++) {
                long seed = Seed.value() + 1_000 * wire.ordinal() + i;
                workers.add(CompletableFuture.runAsync(
                        new SoakWorker(network.channel, seed, oneWayNumbers, untilNanos), callers));
            }
        }

        void finish() {
            try {
                workers.forEach(CompletableFuture::join);
            } finally {
                weather.close();
                network.closeAmongOthers();
            }
            assertEquals(0, service.oneWaysTwice(), "one-way calls that came twice");
            // One whose connection is lost before its message is told has started at the server, and its handler has
            // not.
            long started = network.books.server(MethodKind.ONE_WAY).started();
            assertTrue(service.oneWaysServed() <= started, () -> service.oneWaysServed() + " of " + started);
            assertTrue(started <= oneWayNumbers.get(), () -> started + " of " + oneWayNumbers);
        }

        @Override
        public String toString() {
            return wire + ": " + network.books.clientStarted() + " calls, " + network.server.callsInFlight()
                    + " at the server, " + network.serverTransport.activeBytes() + " and "
                    + network.clientTransport.activeBytes() + " bytes in buffers, faults " + weather + network.books;
        }
    }

    private static long heapAfterCollections() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
