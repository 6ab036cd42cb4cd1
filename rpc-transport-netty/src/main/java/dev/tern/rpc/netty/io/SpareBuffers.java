package dev.tern.rpc.netty.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buffers for short messages that go from one thread to another: taken by either, and used again once released by the other.
 * Netty's pools serve the thread that takes and releases; across threads, and for threads that are not Netty's, they cost a
 * lock of an arena and three objects each time.
 *
 * <p>The memory is on the heap: a buffer that is never released is garbage and not a leak. There are at most {@link #KEPT} of
 * each event loop, 256 KiB, made when they are needed first; while all are in use, others of just the size are made and left
 * to the collector. Safe for any number of threads.
 */
public final class SpareBuffers {
    /** The size of a buffer: of most messages that are not bulk. */
    public static final int BYTES = 1_024;

    /** About as many as there are messages between threads on a busy loop; a power of two. */
    private static final int KEPT = 256;

    /** Where it is looked before one is made, or let go: a race costs a buffer, a search costs more. */
    private static final int PROBES = 4;

    private static final FastThreadLocal<SpareBuffers> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected SpareBuffers initialValue() {
            return new SpareBuffers();
        }
    };

    private final AtomicReferenceArray<ByteBuf> idle = new AtomicReferenceArray<>(KEPT);

    /** Where to begin to look for a buffer. Written by any thread without care: only where to begin. */
    private int taken;

    /** Where to begin to look for room. As taken. */
    private int given;

    /** How many there are, idle or not. */
    private final AtomicInteger made = new AtomicInteger();

    private SpareBuffers() {}

    /** Those of the thread that calls, an event loop; any thread may use them then. */
    public static SpareBuffers ofThisLoop() {
        return OF_THREAD.get();
    }

    /**
     * An empty buffer on the heap, to be released; never with leak detection, since it can't leak.
     *
     * @param bytes how many it must take, up to {@link #BYTES}
     */
    public ByteBuf take(int bytes) {
        int from = taken;
        for (int i = 0; i < PROBES; i++) {
            int at = from + i & KEPT - 1;
            ByteBuf found = idle.getAcquire(at);
            if (found != null && idle.compareAndSet(at, found, null)) {
                taken = at + 1;
                return found;
            }
        }
        // What there may be lies elsewhere: the next one looks there.
        taken = from + PROBES;
        if (made.get() < KEPT) {
            made.incrementAndGet();
            return new Spare(this);
        }
        return Unpooled.wrappedBuffer(new byte[bytes]).clear();
    }

    private void giveBack(Spare spare) {
        int from = given;
        for (int i = 0; i < PROBES; i++) {
            int at = from + i & KEPT - 1;
            if (idle.getPlain(at) == null && idle.compareAndSet(at, null, spare)) {
                given = at + 1;
                return;
            }
        }
        given = from + PROBES;
        made.decrementAndGet();
    }

    /** Comes back when it is released. */
    private static final class Spare extends UnpooledHeapByteBuf {
        private final SpareBuffers home;

        Spare(SpareBuffers home) {
            super(UnpooledByteBufAllocator.DEFAULT, BYTES, BYTES);
            this.home = home;
        }

        /** Keeps the memory. */
        @Override
        protected void deallocate() {
            resetRefCnt();
            clear();
            home.giveBack(this);
        }
    }
}
