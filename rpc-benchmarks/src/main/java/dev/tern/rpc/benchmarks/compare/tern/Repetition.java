package dev.tern.rpc.benchmarks.compare.tern;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same message, so many times, to one subscriber.
 *
 * @param <T> of the message
 */
final class Repetition<T> implements Flow.Publisher<T> {
    private final T message;
    private final int times;

    Repetition(T message, int times) {
        this.message = message;
        this.times = times;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        subscriber.onSubscribe(new Emission(subscriber));
    }

    /** Counts what is asked for and not yet given; who lifts it from zero gives. */
    private final class Emission extends AtomicLong implements Flow.Subscription {
        private static final long serialVersionUID = 1L;

        private final transient Flow.Subscriber<? super T> subscriber;

        /** Owned by who gives. */
        private int left = times;

        private volatile boolean cancelled;

        Emission(Flow.Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long more) {
            if (getAndAdd(more) != 0) {
                return;
            }
            long given = more;
            do {
                for (long i = 0; i < given && left > 0 && !cancelled; i++) {
                    left--;
                    subscriber.onNext(message);
                }
                if (left == 0 && !cancelled) {
                    cancelled = true;
                    subscriber.onComplete();
                }
                given = addAndGet(-given);
            } while (given != 0);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
