package dev.tern.rpc.benchmarks.compare.raw;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The calls that wait for their replies, by small numbers that are used again. Confined to the event loop. */
final class CallTable {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(Peer.DEADLINE_SECONDS);

    private final @Nullable Completion[] waiting;
    private final long[] begunNanos;

    /** Numbers not in use: those below {@link #freeCount}. */
    private final int[] free;

    private int freeCount;

    CallTable(int size) {
        waiting = new @Nullable Completion[size];
        begunNanos = new long[size];
        free = new int[size];
        for (int i = 0; i < size; i++) {
            free[freeCount++] = i;
        }
    }

    /** Its number. */
    int add(Completion done, long nowNanos) throws IOException {
        if (freeCount == 0) {
            throw new IOException("more than " + waiting.length + " calls");
        }
        int number = free[--freeCount];
        waiting[number] = done;
        begunNanos[number] = nowNanos;
        return number;
    }

    Completion remove(int number) throws IOException {
        Completion done = waiting[number];
        if (done == null) {
            throw new IOException("no call " + number + " waits for a reply");
        }
        waiting[number] = null;
        free[freeCount++] = number;
        return done;
    }

    /** Fails those that have waited too long. Their numbers are not used again: the reply may still come. */
    void expire(long nowNanos) {
        for (int i = 0; i < waiting.length; i++) {
            if (nowNanos - begunNanos[i] > DEADLINE_NANOS) {
                fail(i, expired());
            }
        }
    }

    /** The connection is lost. */
    void failAll(Throwable cause) {
        for (int i = 0; i < waiting.length; i++) {
            fail(i, cause);
        }
    }

    private void fail(int number, Throwable cause) {
        Completion done = waiting[number];
        if (done != null) {
            waiting[number] = null;
            done.failed(cause);
        }
    }

    static TimeoutException expired() {
        return new TimeoutException("no reply within " + Peer.DEADLINE_SECONDS + " s");
    }
}
