package dev.tern.rpc.concurrent;

import org.jspecify.annotations.Nullable;

/**
 * Something that may expire: what has a deadline extends this, so that arming it costs no object. A timeout is armed at
 * most once at a time.
 */
public abstract class Timeout {
    /** When it expires. Written when armed, under the lock of its {@link TimeoutHeap}, or before by who arms it. */
    long atNanos;

    /** Where it is in the heap, or {@link TimeoutHeap#NOT_ARMED}. Guarded by the lock of its heap. */
    int heapIndex = TimeoutHeap.NOT_ARMED;

    /** The heap it was armed in last; null before the first time. Written before it is armed. */
    volatile @Nullable TimeoutHeap heap;

    /** When it expires, as last said; 0 before. */
    protected final long atNanos() {
        return atNanos;
    }

    /** Says when it is to expire, before it is armed for that. */
    protected final void expireAt(long atNanos) {
        this.atNanos = atNanos;
    }

    /** Its time has come. Runs on the timer's thread, must not block, and may race with a disarm that came too late. */
    protected abstract void expired();
}
