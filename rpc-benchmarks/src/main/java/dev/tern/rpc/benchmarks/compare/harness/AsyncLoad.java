package dev.tern.rpc.benchmarks.compare.harness;

/** Calls of which each is started by the thread that completed the one before. */
final class AsyncLoad extends Load {
    AsyncLoad(PeerClient client, Workload workload) {
        super(client, workload);
    }

    @Override
    void start() {
        for (int i = 0; i < workload.inFlight(); i++) {
            new Chain(client(i)).next(System.nanoTime());
        }
    }

    /** One call after another. */
    private final class Chain implements Completion {
        /** When the call in flight was started. Owned by whoever starts or completes it. */
        private long begun;

        private final PeerClient client;

        Chain(PeerClient client) {
            this.client = client;
        }

        /** The clock is read once a call: where one ends the next begins. */
        void next(long now) {
            begun = now;
            try {
                client.call(this);
            } catch (Exception failure) {
                failed(failure);
            }
        }

        @Override
        public void succeeded(int bytes) {
            long now = System.nanoTime();
            recording().call(now - begun);
            if (!isWhole(bytes)) {
                return;
            }
            if (isStopping()) {
                ended();
            } else {
                next(now);
            }
        }

        @Override
        public void failed(Throwable failure) {
            AsyncLoad.this.failed(failure);
        }
    }
}
