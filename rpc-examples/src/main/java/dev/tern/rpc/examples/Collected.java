package dev.tern.rpc.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Collects what a publisher publishes: the shortest useful subscriber.
 *
 * @param <T> what is published
 */
public final class Collected<T> implements Flow.Subscriber<T> {
    /** Only the publisher touches it, one signal at a time, until the future is complete. */
    private final List<T> items = new ArrayList<>();

    private final CompletableFuture<List<T>> whole = new CompletableFuture<>();

    private Collected() {}

    /** All items of a publisher, once it has come to its end. */
    public static <T> CompletableFuture<List<T>> from(Flow.Publisher<? extends T> publisher) {
        Collected<T> collected = new Collected<>();
        publisher.subscribe(collected);
        return collected.whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        // A few short replies are expected. For many, ask for some at a time, and for more as they are dealt with.
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T item) {
        items.add(item);
    }

    @Override
    public void onComplete() {
        whole.complete(List.copyOf(items));
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }
}
