package dev.tern.rpc.benchmarks.compare.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One-way calls: as many at a time as the workload says wait to be handed to the socket. */
final class OneWayLoad extends Load {
    private final List<Chain> chains = new ArrayList<>();

    OneWayLoad(PeerClient client, Workload workload) {
        super(client, workload);
        for (int i = 0; i < workload.inFlight(); i++) {
            chains.add(new Chain(client(i)));
        }
    }

    @Override
    void start() {
        chains.forEach(Chain::next);
    }

    @Override
    long handedOver() {
        return chains.stream().mapToLong(chain -> chain.handedOver).sum();
    }

    /** One call after another. Counts the calls that are to be started; who lifts it from zero starts them. */
    private final class Chain extends AtomicInteger implements Completion {
        private static final long serialVersionUID = 1L;

        /** When the call under way was started. Owned by whoever starts or completes it, as is the next. */
        private long begun;

        private long handedOver;

        private final transient PeerClient client;

        Chain(PeerClient client) {
            this.client = client;
        }

        /** A loop where it could call itself: calls that are handed over at once would nest without end. */
        void next() {
            if (getAndIncrement() != 0) {
                return;
            }
            do {
                begun = System.nanoTime();
                try {
                    client.oneWay(this);
                } catch (Exception failure) {
                    failed(failure);
                }
            } while (decrementAndGet() != 0);
        }

        @Override
        public void succeeded(int bytes) {
            recording().call(System.nanoTime() - begun);
            handedOver++;
            if (!isWhole(bytes)) {
                return;
            }
            if (isStopping()) {
                ended();
            } else {
                next();
            }
        }

        @Override
        public void failed(Throwable failure) {
            OneWayLoad.this.failed(failure);
        }
    }
}
