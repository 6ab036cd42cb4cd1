package dev.tern.rpc.concurrent;

/**
 * Something that may expire: what has a deadline extends this, so that arming it costs no object. A timeout is armed at
 * most once at a time.
 */
public abstract class Timeout {
    /** When it expires. Written when armed, under the lock of its {@link TimeoutHeap}, or before by who arms it. */
    long atNanos;

    /** Where it is in the heap or, below that, the row; {@link TimeoutHeap#NOT_ARMED}. Guarded by the lock of its heap. */
    int heapIndex = TimeoutHeap.NOT_ARMED;

    /** The number of the heap it was armed in last; {@link Timer#NO_HEAP} before the first time. Written before it is armed. */
    volatile byte heap = Timer.NO_HEAP;

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
