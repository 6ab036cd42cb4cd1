package dev.tern.rpc.benchmarks.compare.harness;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of which each is started by the thread that completed the one before; of one-way calls so many wait to be handed to the
 * socket at a time.
 */
final class AsyncLoad extends Load {
    private final List<Chain> chains = new ArrayList<>();
    private final boolean oneWay;

    AsyncLoad(PeerClient client, Workload workload) {
        super(client, workload);
        this.oneWay = workload.kind() == Kind.ONE_WAY;
        for (int i = 0; i < workload.inFlight(); i++) {
            chains.add(new Chain(client(i)));
        }
    }

    /** On a thread of its own, which goes on as long as there are calls that are over at once. */
    @Override
    void start() {
        Thread starter = new Thread(this::startAll, "starter");
        starter.setDaemon(true);
        starter.start();
    }

    /** Chains whose calls are over at once take turns: no one of them keeps the others from being started. */
    private void startAll() {
        Deque<Chain> turns = new ArrayDeque<>(chains);
        for (Chain chain = turns.poll(); chain != null; chain = turns.poll()) {
            if (chain.isOverAtOnce(System.nanoTime())) {
                turns.add(chain);
            }
        }
    }

    @Override
    long handedOver() {
        return oneWay ? chains.stream().mapToLong(chain -> chain.succeeded).sum() : 0;
    }

    /**
     * One call after another. Fields are owned by whoever starts the call or completes it; the two may be at it together, as a
     * call may be over, and even the next one started, on another thread before the one that started it is back. So that
     * calls that are over at once do not nest, they are started in a loop.
     */
    private final class Chain implements Completion {
        private final PeerClient client;

        /** When the call in flight was started. */
        private long begun;

        private long succeeded;

        /**
         * The thread that is starting a call, until that returns. Plain, though one that is back may take away what the next has
         * just set: then a call that is over at once nests, once.
         */
        private @Nullable Thread starting;

        /** The thread that started a call and completed it meanwhile. Only that thread sets it, and it takes it away again. */
        private @Nullable Thread atOnce;

        Chain(PeerClient client) {
            this.client = client;
        }

        /** Starts a call; whether this thread has completed it already, so that the next is to be started. */
        boolean isOverAtOnce(long now) {
            Thread self = Thread.currentThread();
            begun = now;
            starting = self;
            try {
                if (oneWay) {
                    client.oneWay(this);
                } else {
                    client.call(this);
                }
            } catch (Exception failure) {
                failed(failure);
            }
            if (starting == self) {
                starting = null;
            }
            if (atOnce != self) {
                return false;
            }
            atOnce = null;
            return true;
        }

        /** The clock is read once a call: where one ends the next begins. */
        @Override
        public void succeeded(int bytes) {
            long now = System.nanoTime();
            recording().call(now - begun);
            succeeded++;
            if (!isWhole(bytes)) {
                return;
            }
            if (isStopping()) {
                ended();
                return;
            }
            Thread self = Thread.currentThread();
            if (starting == self) {
                atOnce = self;
                return;
            }
            while (isOverAtOnce(now)) {
                now = System.nanoTime();
            }
        }

        @Override
        public void failed(Throwable failure) {
            AsyncLoad.this.failed(failure);
        }
    }
}
