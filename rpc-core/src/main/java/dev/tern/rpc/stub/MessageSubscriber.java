package dev.tern.rpc.stub;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends what a publisher gives as messages of a call, asking for a few at a time and only while the call is ready. */
abstract class MessageSubscriber<T> implements Flow.Subscriber<T> {
    /** Few enough to be nothing when the call turns out to be slow, enough that asking costs little each. */
    private static final int BATCH = 16;

    private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

    /** Messages asked for and not here yet; who lifts it from zero asks. */
    private final AtomicInteger outstanding = new AtomicInteger();

    private volatile boolean stopped;

    abstract boolean isReady();

    abstract void send(T message);

    /** The publisher has no more. */
    abstract void finish();

    /** The publisher failed. */
    abstract void fail(Throwable failure);

    @Override
    public final void onSubscribe(Flow.Subscription offered) {
        Objects.requireNonNull(offered, "subscription");
        if (stopped || !subscription.compareAndSet(null, offered)) {
            offered.cancel(); // 2.5
            return;
        }
        if (stopped) {
            offered.cancel();
            return;
        }
        askIfReady();
    }

    @Override
    public final void onNext(T message) {
        Objects.requireNonNull(message, "message");
        if (stopped) {
            return;
        }
        send(message);
        if (outstanding.decrementAndGet() == 0) {
            askIfReady();
        }
    }

    @Override
    public final void onError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        forget();
        fail(failure);
    }

    @Override
    public final void onComplete() {
        forget();
        finish();
    }

    /** The call is ready again. */
    final void askIfReady() {
        Flow.Subscription from = subscription.get();
        if (from != null && !stopped && isReady() && outstanding.compareAndSet(0, BATCH)) {
            from.request(BATCH);
        }
    }

    /** The call is over: nothing more is wanted. */
    final void stop() {
        stopped = true;
        Flow.Subscription from = subscription.get();
        if (from != null) {
            from.cancel();
        }
    }

    /** The subscription is over: the end of the call, which may come from within the last signal, must not cancel it. */
    private void forget() {
        stopped = true;
        subscription.set(null); // 2.3, 2.4
    }
}
