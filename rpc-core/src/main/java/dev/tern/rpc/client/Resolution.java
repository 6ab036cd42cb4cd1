package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.concurrent.Timeout;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.resolve.ResolverListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the resolver, one question at a time, and again after a while if it failed and somebody still waits. */
final class Resolution extends Timeout implements ResolverListener {
    /** Hears the answers; called with no lock held. */
    interface Owner {
        void onEndpoints(List<Endpoint> endpoints);

        void onFailure(Status reason);

        boolean wantsConnection();
    }

    private enum State {
        IDLE,
        ASKED,
        BACKOFF
    }

    private final Resolver resolver;
    private final Timer timer;
    private final Backoff backoff;
    private final Owner owner;

    /** Guards the fields below; never held while anyone else's code runs. */
    private final Object lock = new Object();

    private State state = State.IDLE;
    private int failures;
    private Status lastFailure = Status.OK;

    /** When the question was asked, or is to be asked again. */
    private long atNanos;

    Resolution(Resolver resolver, Timer timer, Backoff backoff, Owner owner) {
        this.resolver = resolver;
        this.timer = timer;
        this.backoff = backoff;
        this.owner = owner;
    }

    /** Asks, unless an answer or the time for another attempt is awaited. */
    void ask() {
        synchronized (lock) {
            if (state != State.IDLE) {
                return;
            }
            state = State.ASKED;
            atNanos = timer.clock().nanoTime();
        }
        try {
            resolver.resolve(this);
        } catch (RuntimeException failure) {
            onFailure(StatusCode.UNAVAILABLE
                    .withMessage("the resolver of " + resolver.target() + " failed: " + failure)
                    .withCause(failure));
        }
    }

    /** Why the last attempt failed, while waiting for the next one; else OK. */
    Status backoffReason() {
        synchronized (lock) {
            return state == State.BACKOFF ? lastFailure : Status.OK;
        }
    }

    /** What who wants endpoints waits for; null if nothing was asked. */
    @Nullable
    Wait currentWait() {
        String target = resolver.target();
        synchronized (lock) {
            long now = timer.clock().nanoTime();
            return switch (state) {
                case IDLE -> null;
                case ASKED -> Wait.forName(target, now - atNanos, failures + 1, lastFailure);
                case BACKOFF -> Wait.forNameAgain(target, atNanos - now, failures + 1, lastFailure);
            };
        }
    }

    @Override
    public void onEndpoints(List<Endpoint> endpoints) {
        synchronized (lock) {
            failures = 0;
            lastFailure = Status.OK;
            if (state == State.ASKED) {
                state = State.IDLE;
            }
        }
        owner.onEndpoints(List.copyOf(endpoints));
    }

    @Override
    public void onFailure(Status reason) {
        long retryAtNanos;
        synchronized (lock) {
            if (state != State.ASKED) {
                return;
            }
            state = State.BACKOFF;
            lastFailure = reason;
            retryAtNanos = timer.clock().nanoTime() + backoff.nanosAfter(++failures);
            atNanos = retryAtNanos;
        }
        timer.arm(this, retryAtNanos);
        owner.onFailure(reason);
    }

    @Override
    protected void expired() {
        synchronized (lock) {
            state = State.IDLE;
        }
        if (owner.wantsConnection()) {
            ask();
        }
    }
}
