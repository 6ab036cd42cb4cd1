package dev.tern.rpc.benchmarks.compare.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AsyncLoadTest {
    private static final int CALLS = 1_000_000;
    private static final int CHAINS = 4;
    private static final int BYTES = 32;

    private static Workload workload(Kind kind) {
        return new Workload("some", kind, CHAINS, BYTES, false, new Extras(CHAINS, 0, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNARY", "ONE_WAY"})
    void callsThatAreOverAtOnceNeitherNestNorKeepOthersFromBeingStarted(Kind kind) throws InterruptedException {
        CountDownLatch calls = new CountDownLatch(CALLS);
        List<Counting> connections = Stream.generate(() -> new Counting(calls, CALLS, Runnable::run))
                .limit(CHAINS)
                .toList();
        Load load = Load.of(new Several(connections), workload(kind));
        load.start();
        assertTrue(calls.await(60, TimeUnit.SECONDS), () -> calls.getCount() + " calls left");
        load.stop();
        assertEquals(0, load.failures(), load::firstFailure);
        connections.forEach(
                connection -> assertTrue(connection.made >= CALLS / CHAINS - 1, () -> "" + connection.made));
        long made =
                connections.stream().mapToLong(connection -> connection.made).sum();
        assertEquals(kind == Kind.ONE_WAY ? made : 0, load.handedOver());
    }

    @Test
    void callsThatAreOverAtOnceNowAndThenAndOtherwiseOnAnotherThreadGoOnOneByOne() throws InterruptedException {
        ExecutorService another = Executors.newFixedThreadPool(2);
        try {
            CountDownLatch calls = new CountDownLatch(CALLS / 10);
            List<Counting> connections = List.of(
                    new Counting(calls, 1, another::execute),
                    new Counting(calls, 2, another::execute),
                    new Counting(calls, 3, another::execute),
                    new Counting(calls, 100, another::execute));
            Load load = Load.of(new Several(connections), workload(Kind.ONE_WAY));
            load.start();
            assertTrue(calls.await(60, TimeUnit.SECONDS), () -> calls.getCount() + " calls left");
            load.stop();
            assertEquals(0, load.failures(), load::firstFailure);
            assertEquals(
                    connections.stream()
                            .mapToLong(connection -> connection.made)
                            .sum(),
                    load.handedOver());
        } finally {
            another.shutdownNow();
        }
    }

    /** What a call is completed with. */
    private interface Elsewhere {
        void run(Runnable completion);
    }

    /** Completes calls at once but for each so-manieth. Its count is of calls that are made one by one, as a chain does. */
    private static final class Counting implements PeerClient {
        private final CountDownLatch calls;
        private final int each;
        private final Elsewhere elsewhere;
        private int made;

        Counting(CountDownLatch calls, int each, Elsewhere elsewhere) {
            this.calls = calls;
            this.each = each;
            this.elsewhere = elsewhere;
        }

        @Override
        public void call(Completion done) {
            made++;
            calls.countDown();
            if (made % each == 0) {
                elsewhere.run(() -> done.succeeded(BYTES));
            } else {
                done.succeeded(BYTES);
            }
        }

        @Override
        public void oneWay(Completion done) {
            call(done);
        }

        @Override
        public void close() {}
    }

    private record Several(List<Counting> connections) implements PeerClient {
        @Override
        public PeerClient connection(int number) {
            return connections.get(number);
        }

        @Override
        public void call(Completion done) {
            throw new IllegalStateException("chains have connections of their own");
        }

        @Override
        public void close() {}
    }
}
