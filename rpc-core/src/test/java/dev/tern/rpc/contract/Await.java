package dev.tern.rpc.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must happen, for as long as a machine under the heaviest load may need; a wait that long fails. */
public final class Await {
    /** Never reached unless something is broken. */
    public static final Duration BOUND = Duration.ofSeconds(30);

    private static final long POLL_NANOS = 200_000;

    private Await() {}

    /** What a future comes to; its failure, as it is, if that is unchecked. */
    public static <T> T value(Future<T> future) {
        try {
            return future.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new AssertionError("unexpected failure", failure.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within " + BOUND, e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until a latch is open. */
    public static void open(CountDownLatch latch) {
        try {
            if (!latch.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("latch still closed after " + BOUND);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits until a claim holds that no event tells of. */
    public static void until(String what, BooleanSupplier claim) {
        long giveUpAt = System.nanoTime() + BOUND.toNanos();
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() - giveUpAt > 0) {
                throw new AssertionError("not so after " + BOUND + ": " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Waits until a thread waits for something, or has ended. */
    public static void blocked(Thread thread) {
        until(thread + " waits", () -> switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED, TERMINATED -> true;
            case NEW, RUNNABLE -> false;
        });
    }
}
