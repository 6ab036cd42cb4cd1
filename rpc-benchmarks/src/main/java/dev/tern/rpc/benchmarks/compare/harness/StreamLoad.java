package dev.tern.rpc.benchmarks.compare.harness;

/** Streams one after another, each followed by the next as it ends. */
final class StreamLoad extends Load {
    StreamLoad(PeerClient client, Workload workload) {
        super(client, workload);
    }

    @Override
    void start() {
        for (int i = 0; i < workload.inFlight(); i++) {
            new Chain(client(i)).next();
        }
    }

    /** One stream after another. */
    private final class Chain implements StreamEvents {
        private final PeerClient client;

        /** Of the stream that goes on. Owned by whoever delivers its events. */
        private int messages;

        /** Owned as {@link #messages}. */
        private boolean broken;

        Chain(PeerClient client) {
            this.client = client;
        }

        void next() {
            messages = 0;
            try {
                client.stream(Workload.STREAM_MESSAGES, this);
            } catch (Exception failure) {
                failed(failure);
            }
        }

        @Override
        public void message(int bytes) {
            messages++;
            recording().message();
            if (bytes != workload.payloadBytes() && !broken) {
                broken = true;
                isWhole(bytes);
            }
        }

        @Override
        public void ended() {
            if (broken) {
                return;
            }
            if (messages != Workload.STREAM_MESSAGES) {
                failed(new IllegalStateException(
                        "stream of " + messages + " messages, not " + Workload.STREAM_MESSAGES));
            } else if (isStopping()) {
                StreamLoad.this.ended();
            } else {
                next();
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (!broken) {
                broken = true;
                StreamLoad.this.failed(failure);
            }
        }
    }
}
