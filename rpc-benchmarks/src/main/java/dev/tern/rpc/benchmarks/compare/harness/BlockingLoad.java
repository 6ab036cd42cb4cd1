package dev.tern.rpc.benchmarks.compare.harness;

import java.util.concurrent.ThreadFactory;

/** Calls that threads wait for, a thread for each in flight. */
final class BlockingLoad extends Load {
    private final ThreadFactory callers;

    BlockingLoad(PeerClient client, Workload workload) {
        super(client, workload);
        this.callers = client.callers().orElseThrow();
    }

    @Override
    void start() {
        for (int i = 0; i < workload.inFlight(); i++) {
            callers.newThread(new Caller(client(i))).start();
        }
    }

    /** One call after another, each waited for. Confined to its thread. */
    private final class Caller implements Runnable, Completion {
        private final PeerClient client;
        private boolean broken;
        private long begun;

        Caller(PeerClient client) {
            this.client = client;
        }

        @Override
        public void run() {
            begun = System.nanoTime();
            while (!isStopping() && !broken) {
                try {
                    client.call(this);
                } catch (Exception failure) {
                    failed(failure);
                }
            }
            if (!broken) {
                ended();
            }
        }

        @Override
        public void succeeded(int bytes) {
            long now = System.nanoTime();
            recording().call(now - begun);
            begun = now;
            broken = !isWhole(bytes);
        }

        @Override
        public void failed(Throwable failure) {
            broken = true;
            BlockingLoad.this.failed(failure);
        }
    }
}
