package dev.tern.rpc.benchmarks.compare.harness;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps as many calls in flight as the workload says: each that completes is followed by the next, until one fails or all stop. */
abstract class Load {
    private final PeerClient client;
    final Workload workload;

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<String> firstFailure = new AtomicReference<>("");

    /** Counts chains of calls that go on. */
    private final CountDownLatch chains;

    /** Where the present goes; exchanged by {@link #record}. */
    private volatile Recording recording = new Recording();

    /** Set once, by {@link #stop}. */
    private volatile boolean stopping;

    Load(PeerClient client, Workload workload) {
        this.client = client;
        this.workload = workload;
        this.chains = new CountDownLatch(workload.inFlight());
    }

    /** A load of that kind on that client, not yet started. */
    static Load of(PeerClient client, Workload workload) {
        return switch (workload.kind()) {
            case UNARY ->
                client.callers().isPresent() ? new BlockingLoad(client, workload) : new AsyncLoad(client, workload);
            case ONE_WAY -> new AsyncLoad(client, workload);
            case STREAM -> new StreamLoad(client, workload);
            case IDLE -> throw new IllegalArgumentException("nothing is called under " + workload.name());
        };
    }

    /** What the chain of calls of that number calls: they are dealt out to the connections. */
    final PeerClient client(int chain) {
        return client.connection(chain % workload.extras().connections());
    }

    /** Has the first calls started; they may not be when this returns. */
    abstract void start();

    /** How many one-way calls were handed over, ever. After it has stopped. */
    long handedOver() {
        return 0;
    }

    /** Records to this from now on. */
    final void record(Recording next) {
        recording = next;
    }

    /**
     * Starts no more calls and waits for those in flight. Those that do not end by their deadlines, and a bit, are failures:
     * they are lost.
     */
    final void stop() throws InterruptedException {
        stopping = true;
        if (!chains.await(Peer.DEADLINE_SECONDS + 2, TimeUnit.SECONDS)) {
            failures.addAndGet((int) chains.getCount());
            firstFailure.compareAndSet("", chains.getCount() + " calls never ended");
        }
    }

    final int failures() {
        return failures.get();
    }

    /** Empty if there is none. */
    final String firstFailure() {
        return firstFailure.get();
    }

    final Recording recording() {
        return recording;
    }

    final boolean isStopping() {
        return stopping;
    }

    /** A chain of calls goes on no more. */
    final void ended() {
        chains.countDown();
    }

    /** A chain of calls ends with a failure. */
    final void failed(Throwable failure) {
        failures.incrementAndGet();
        firstFailure.compareAndSet("", failure.toString());
        ended();
    }

    /** Fails the chain, and returns false, if that is not what was sent. */
    final boolean isWhole(int bytes) {
        if (bytes == workload.payloadBytes()) {
            return true;
        }
        failed(new IllegalStateException("reply of " + bytes + " bytes, not " + workload.payloadBytes()));
        return false;
    }
}
