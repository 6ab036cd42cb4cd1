package dev.tern.rpc.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Publishers and subscribers of the contract's messages, with nothing asynchronous of their own. */
public final class Flows {
    private Flows() {}

    /** Publishes the numbers from 1 to a last one, at the pace of demand, on the threads that ask. */
    public static Flow.Publisher<Text> count(int last) {
        return publish(last, Text::of);
    }

    /** Publishes so many messages, numbered from 1, at the pace of demand, on the threads that ask. */
    public static <T> Flow.Publisher<T> publish(long last, Function<Integer, T> message) {
        return subscriber -> subscriber.onSubscribe(new Counting<>(last, message, subscriber));
    }

    /** Fails at once, with nothing before. */
    public static Flow.Publisher<Text> failing(Throwable failure) {
        return subscriber -> {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
            subscriber.onError(failure);
        };
    }

    /** Publishes what a source does, changed. */
    public static Flow.Publisher<Text> map(Flow.Publisher<Text> source, UnaryOperator<Text> change) {
        return subscriber -> source.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(Text message) {
                subscriber.onNext(change.apply(message));
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {
                subscriber.onComplete();
            }
        });
    }

    /** Publishes what a source does, and does not end. */
    public static Flow.Publisher<Text> endless(Flow.Publisher<Text> source) {
        return subscriber -> source.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscriber.onSubscribe(subscription);
            }

            @Override
            public void onNext(Text message) {
                subscriber.onNext(message);
            }

            @Override
            public void onError(Throwable failure) {
                subscriber.onError(failure);
            }

            @Override
            public void onComplete() {}
        });
    }

    /** All that a publisher publishes, asked for in one go. */
    public static CompletableFuture<List<Text>> toList(Flow.Publisher<Text> source) {
        Collecting collecting = new Collecting(Long.MAX_VALUE);
        source.subscribe(collecting);
        return collecting.all;
    }

    /** Collects messages, asking at first for so many. */
    public static final class Collecting implements Flow.Subscriber<Text> {
        /** Completes at the end. */
        final CompletableFuture<List<Text>> all = new CompletableFuture<>();

        /** Completes with the first message. */
        final CompletableFuture<Text> first = new CompletableFuture<>();

        /** Completes with the subscription. */
        final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        private final long initialDemand;
        private final List<Text> messages = new ArrayList<>();

        Collecting(long initialDemand) {
            this.initialDemand = initialDemand;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription.complete(given);
            if (initialDemand > 0) {
                given.request(initialDemand);
            }
        }

        @Override
        public void onNext(Text message) {
            messages.add(message);
            first.complete(message);
        }

        @Override
        public void onError(Throwable failure) {
            first.completeExceptionally(failure);
            all.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            all.complete(List.copyOf(messages));
        }
    }

    private static final class Counting<T> implements Flow.Subscription {
        private final long last;
        private final Function<Integer, T> message;
        private final AtomicLong demand = new AtomicLong();

        /** Null once the subscription is over. */
        private volatile Flow.@Nullable Subscriber<? super T> subscriber;

        /** Touched by the thread only that lifted demand from zero. */
        private long sent;

        Counting(long last, Function<Integer, T> message, Flow.Subscriber<? super T> subscriber) {
            this.last = last;
            this.message = message;
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            Flow.Subscriber<? super T> to = subscriber;
            if (n <= 0 && to != null) {
                subscriber = null;
                to.onError(new IllegalArgumentException("requested " + n));
            } else if (n > 0 && demand.getAndUpdate(d -> d + n < 0 ? Long.MAX_VALUE : d + n) == 0) {
                send();
            }
        }

        @Override
        public void cancel() {
            subscriber = null;
        }

        private void send() {
            do {
                Flow.Subscriber<? super T> to = subscriber;
                if (to == null) {
                    return;
                }
                if (sent < last) {
                    to.onNext(message.apply((int) ++sent));
                }
                if (sent == last) {
                    subscriber = null;
                    to.onComplete();
                    return;
                }
            } while (demand.decrementAndGet() > 0);
        }
    }
}
