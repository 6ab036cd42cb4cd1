package dev.tern.rpc.netty.io;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SingleThreadEventLoop;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the writes of many threads into few writes to one socket. Other threads {@link #submit} what they have; the
 * event loop takes all of it at once, collects small frames in one buffer, and flushes once for all.
 *
 * <p>Bounds: the queue holds at most what its users submit, who are bounded by the number of streams and by {@code
 * isReady}; the buffer is of {@link #BATCH_BYTES}; what the socket does not take is bounded by the channel's watermarks,
 * for users ask {@link #isWritable} before they write payload.
 *
 * <p>{@code submit} is for any thread, everything else for the event loop.
 */
public final class WriteBatcher {
    /** The size of the buffer: the largest that Netty's pool keeps in its thread-local cache. */
    public static final int BATCH_BYTES = 32 * 1024;

    /**
     * How often one flush pumps while the socket takes all of it, before reads and other connections get their turn: with the
     * default watermarks about as much is written as Netty reads in one go. With less, the two sides of long messages take turns:
     * each has read all that there is before it has answered any.
     */
    private static final int MAX_SHARES = 4;

    /** As much as this need not wait for what is written next: the peer has something to do meanwhile. */
    private static final int MUCH_BYTES = BATCH_BYTES / 2;

    private static final Logger LOG = LoggerFactory.getLogger(WriteBatcher.class);
    private static final VarHandle SUBMITTED;

    static {
        try {
            SUBMITTED = MethodHandles.lookup().findVarHandle(WriteBatcher.class, "submitted", QueuedWrite.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /** Writes what can be written now of what waits: called before every flush. */
    @FunctionalInterface
    public interface Pump {
        /**
         * Writes while {@link #isWritable}, but no more than a fair share.
         *
         * @return whether there is more that could be written at once
         */
        boolean pump();
    }

    /** Hears that bytes were handed to the socket. */
    @FunctionalInterface
    public interface Handover {
        /** All bytes before are the operating system's now, or never will be if there is a failure. */
        void handedOver(@Nullable Throwable failure);
    }

    private final ChannelHandlerContext ctx;
    private final Pump pump;
    private final FlushPace pace;
    private final Runnable drainTask = this::drain;

    /** The last submitted, each pointing to the one before it; null if there are none. Any thread, by compare-and-set. */
    private volatile @Nullable QueuedWrite submitted;

    /** Frames not yet written to the channel. Event loop. */
    private @Nullable ByteBuf batch;

    /** Who wants to hear of the next flush. Event loop. */
    private List<Handover> handovers = new ArrayList<>();

    /** An empty list to use again; null while it is in use. Event loop. */
    private @Nullable List<Handover> spareHandovers;

    /** Whether something was written to the channel and not flushed. Event loop. */
    private boolean unflushed;

    /** Bytes of full batches among that. Event loop. */
    private int unflushedBytes;

    /** Whether the socket has taken so much since the last pump that there may be more to write. Event loop. */
    private boolean tookAll;

    /** Whether shares are being written. Event loop. */
    private boolean sharing;

    /** Whether the channel is being flushed: who hears of that and writes is not to flush again within. Event loop. */
    private boolean flushing;

    /** Whether a flush is certain to come: a read or a drain is under way, or a task is scheduled. Event loop. */
    private boolean flushComes;

    /** A batcher for a live channel. */
    public WriteBatcher(ChannelHandlerContext ctx, Pump pump) {
        this.ctx = ctx;
        this.pump = pump;
        this.pace = new FlushPace(ctx.executor().ticker());
    }

    /**
     * Has something run on the event loop, in order. The one that finds the queue empty wakes the event loop, for all
     * that come until it has woken.
     */
    public void submit(QueuedWrite write) {
        QueuedWrite last;
        do {
            last = submitted;
            write.next = last;
        } while (!SUBMITTED.compareAndSet(this, last, write));
        if (last == null) {
            try {
                ctx.executor().execute(drainTask);
            } catch (RejectedExecutionException loopIsGone) {
                // The transport was closed: nothing else runs on this loop any more, so this thread may stand in.
                drainAlone();
            }
        }
    }

    private synchronized void drainAlone() {
        runSubmitted();
    }

    private void drain() {
        flushComes = true;
        pace.begin();
        runSubmitted();
        flush();
    }

    private void runSubmitted() {
        QueuedWrite last = (QueuedWrite) SUBMITTED.getAndSet(this, null);
        QueuedWrite first = null;
        while (last != null) {
            QueuedWrite before = last.next;
            last.next = first;
            first = last;
            last = before;
        }
        while (first != null) {
            QueuedWrite after = first.next;
            first.next = null;
            try {
                first.run();
            } catch (RuntimeException | Error bug) {
                LOG.error("a queued write failed at {}", ctx.channel(), bug);
            }
            first = after;
        }
    }

    /** Says that a flush will come at the end of the read that begins now, so that nothing has to be scheduled. */
    public void readBegins() {
        flushComes = true;
        pace.begin();
    }

    /** Does what other threads submitted during the read, and flushes. */
    public void readEnds() {
        if (submitted != null) {
            runSubmitted();
        }
        flush();
    }

    /** Makes sure that what was written now is flushed soon. */
    public void flushLater() {
        if (!flushComes) {
            flushComes = true;
            pace.begin();
            ctx.executor().execute(drainTask);
        }
    }

    /**
     * The socket's backlog is below its low watermark again: more can be written. It is so within a flush that the socket took
     * all of; then that pumps again, until reads come first.
     */
    public void writableAgain() {
        if (sharing) {
            tookAll = true;
        } else {
            flushAfterReads();
        }
    }

    /** Pumps, and hands everything written so far to the socket; a few times while that takes all and there is more. */
    public void flush() {
        boolean more = true;
        for (int i = 0; i < MAX_SHARES && more; i++) {
            more = flushShare() && isWritable();
        }
        if (more) {
            flushAfterReads();
        }
    }

    /** Whether there may be more. */
    private boolean flushShare() {
        boolean within = sharing;
        sharing = true;
        tookAll = false;
        try {
            boolean more = pump.pump();
            writeBatch();
            // From here on who writes must see to a flush: handovers and writability are told from within this one.
            flushComes = false;
            flushWritten();
            return more || tookAll;
        } finally {
            sharing = within;
        }
    }

    /**
     * Hands what is written to the socket if it is much, or has waited for long. For who writes one message after another,
     * between two: from within, others may write.
     */
    public void flushIfDue() {
        if (flushing) {
            return;
        }
        if (unflushedBytes >= MUCH_BYTES) {
            flushWritten();
        } else if (pace.isDueAfterWrite()) {
            writeBatch();
            flushWritten();
        }
    }

    private void flushWritten() {
        if (unflushed) {
            unflushed = false;
            unflushedBytes = 0;
            flushing = true;
            try {
                ctx.flush();
            } finally {
                flushing = false;
            }
        }
        pace.begin();
    }

    /** Not at once: reads of this connection, and other connections, must come between two shares. */
    private void flushAfterReads() {
        if (!flushComes && ctx.channel().eventLoop() instanceof SingleThreadEventLoop loop) {
            // A loop runs plain tasks for up to a second before it looks at its sockets, but this kind only after that.
            flushComes = true;
            loop.executeAfterEventLoopIteration(() -> loop.execute(drainTask));
        } else {
            flushLater();
        }
    }

    /** The batch is let go before it is written: a write that fails closes the channel, and this, before it returns. */
    private void writeBatch() {
        ByteBuf full = batch;
        boolean empty = full == null || !full.isReadable();
        if (!handovers.isEmpty()) {
            // Writes complete in order, so the last one's promise speaks for all of the batch.
            unflushed = true;
            if (full == null || empty) {
                ctx.write(Unpooled.EMPTY_BUFFER, handoverPromise());
            } else {
                batch = null;
                ctx.write(full, handoverPromise());
            }
        } else if (full != null && !empty) {
            batch = null;
            unflushed = true;
            ctx.write(full, ctx.voidPromise());
        }
    }

    private ChannelPromise handoverPromise() {
        List<Handover> all = handovers;
        handovers = spareHandovers == null ? new ArrayList<>() : spareHandovers;
        spareHandovers = null;
        return ctx.newPromise().addListener((ChannelFuture done) -> {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).handedOver(done.cause());
            }
            all.clear();
            spareHandovers = all;
        });
    }

    /** Whether the socket's backlog is below its high watermark. */
    public boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /**
     * The buffer to write small frames to.
     *
     * @param bytes how many will be written at most, up to {@link #BATCH_BYTES}
     */
    public ByteBuf batch(int bytes) {
        ByteBuf current = batch;
        if (current != null && current.writableBytes() >= bytes) {
            return current;
        }
        letGo();
        current = ctx.alloc().directBuffer(Math.max(bytes, BATCH_BYTES));
        batch = current;
        return current;
    }

    private void letGo() {
        ByteBuf full = batch;
        batch = null;
        if (full != null && full.isReadable()) {
            unflushed = true;
            unflushedBytes += full.readableBytes();
            ctx.write(full, ctx.voidPromise());
        } else if (full != null) {
            full.release();
        }
    }

    /** Writes a buffer behind all frames so far, without copying it, and gives it away. */
    public void writeAsIs(ByteBuf payload) {
        if (batch != null && batch.isReadable()) {
            letGo();
        }
        unflushed = true;
        ctx.write(payload, ctx.voidPromise());
    }

    /** Something was written to the channel past this: the next flush must not be spared. */
    public void wroteElsewhere() {
        unflushed = true;
    }

    /** Has someone told when everything written so far was handed to the socket. */
    public void tellWhenHandedOver(Handover handover) {
        handovers.add(handover);
    }

    /** Frees what was never written: the channel is gone. Those who wait for a handover hear of the failure. */
    public void close(Throwable why) {
        if (batch != null) {
            batch.release();
            batch = null;
        }
        List<Handover> all = handovers;
        handovers = new ArrayList<>();
        all.forEach(handover -> handover.handedOver(why));
    }
}
