package dev.tern.rpc.benchmarks.compare.harness;

import java.util.concurrent.ThreadFactory;

/** Calls that threads wait for, a thread for each in flight. */
final class BlockingLoad extends Load {
    BlockingLoad(PeerClient client, Workload workload) {
        super(client, workload);
    }

    @Override
    void start() {
        ThreadFactory callers = client.callers().orElseThrow();
        for (int i = 0; i < workload.inFlight(); i++) {
            callers.newThread(new Caller()).start();
        }
    }

    /** One call after another, each waited for. Confined to its thread. */
    private final class Caller implements Runnable, Completion {
        private boolean broken;
        private long begun;

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
