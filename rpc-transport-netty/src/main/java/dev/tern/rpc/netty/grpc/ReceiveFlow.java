package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.WireException;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.netty.io.ReceivedMessage;
import io.netty.handler.codec.http2.DefaultHttp2LocalFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * When a connection's peer gets its windows back; docs/spec/grpc-mapping.md, "Flow control". Event loop, but for what says
 * otherwise.
 *
 * <p>A message that was whole in one DATA frame keeps its bytes out of both windows until the application has consumed it.
 * What waits for demand keeps them out of its stream's; the connection's is made larger by it, so that streams nobody reads
 * don't starve the others. The bytes of a longer message, once there is demand for it, go back as they come: it may be
 * longer than any window.
 *
 * <p>What all that takes is bounded by {@code maxBufferedBytes}: the connection's window grows by no more than that, and a
 * long message that would take the sum of those over it ends its stream. Before that, while the sum is over the connection's
 * window and there are whole ones that the application has not consumed yet, their peers get nothing back until it has.
 */
final class ReceiveFlow extends QueuedWrite implements ReceivedMessage.Owner {
    private final LiveConnection owner;
    private final Http2Connection connection;
    private final GrpcSettings settings;

    /** The windows are told to peers in tenths of the connection's: often enough for small changes of it to be told. */
    private static final float UPDATE_RATIO = 0.9f;

    /** The connection's window changes in steps of such a part. */
    private static final int STEPS = 8;

    /** Bytes that wait for demand. */
    private long stalled;

    /** The connection's window. */
    private int window = Http2CodecUtil.DEFAULT_WINDOW_SIZE;

    /** Bytes of long messages that are being put together, or were and are not consumed. */
    private long assembled;

    /** Those of them that belong to whole messages. */
    private long unconsumed;

    /** Memory taken for long messages that are being put together. */
    private long reserved;

    /** Streams whose peers are owed window. */
    private final ArrayDeque<ReceivingStream> owing = new ArrayDeque<>();

    /** Whether there are any, so that other threads hurry to tell what they consume. Written by the event loop. */
    private volatile boolean braking;

    /** Bytes of long messages that other threads consumed. */
    private final AtomicInteger assembledConsumedElsewhere = new AtomicInteger();

    /** Bytes of short messages that other threads consumed; each stream knows its own share. */
    private final AtomicInteger consumedElsewhere = new AtomicInteger();

    /** Whether this is in the queue of writes, 1 or 0. */
    private final AtomicInteger queued = new AtomicInteger();

    ReceiveFlow(LiveConnection owner, GrpcSettings settings) {
        this.owner = owner;
        this.connection = owner.connection();
        this.settings = settings;
    }

    /** Gives the connection its window. */
    void open() throws Http2Exception {
        if (windows() instanceof DefaultHttp2LocalFlowController controller) {
            controller.windowUpdateRatio(connection.connectionStream(), UPDATE_RATIO);
        }
        resize(settings.connectionWindowBytes());
    }

    private void resize(int bytes) throws Http2Exception {
        windows().incrementWindowSize(connection.connectionStream(), bytes - window);
        window = bytes;
        owner.batcher().flushLater();
    }

    /** More bytes wait for demand, or fewer. */
    void stall(int change) {
        stalled += change;
        long bounded = Math.min(stalled, settings.maxBufferedBytes());
        int target = (int) Math.min(Integer.MAX_VALUE, settings.connectionWindowBytes() + bounded);
        if (Math.abs((long) target - window) >= settings.connectionWindowBytes() / STEPS) {
            try {
                resize(target);
            } catch (Http2Exception error) {
                owner.onError(owner.ctx(), false, error);
            }
        }
    }

    private Http2LocalFlowController windows() {
        return connection.local().flowController();
    }

    /** A stream's peer gets so many bytes back. A stream that is closed has given them back by itself. */
    void giveBack(ReceivingStream stream, int bytes) {
        if (bytes > 0 && stream.h2 != null) {
            try {
                if (windows().consumeBytes(stream.h2, bytes)) {
                    owner.batcher().flushLater();
                }
            } catch (Http2Exception error) {
                owner.onError(owner.ctx(), false, error);
            }
        }
    }

    /** How much of a stream's window other threads may consume before it is told. */
    int streamThreshold() {
        return Math.max(1, settings.streamWindowBytes() / 4);
    }

    private int connectionThreshold() {
        return Math.max(1, settings.connectionWindowBytes() / 4);
    }

    /**
     * Bytes of a long message have come.
     *
     * @return how many may go back to the peer at once
     * @throws dev.tern.rpc.netty.grpc.wire.WireException if messages of the connection take too much memory
     */
    int assemble(ReceivingStream stream, int bytes) {
        assembled += bytes;
        if (assembled <= settings.connectionWindowBytes()) {
            return bytes;
        }
        settle();
        if (assembled > settings.maxBufferedBytes()) {
            throw WireException.of(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "messages of this connection that are not consumed yet take " + assembled
                            + " bytes, maxBufferedBytes is " + settings.maxBufferedBytes());
        }
        if (assembled <= settings.connectionWindowBytes() || unconsumed == 0) {
            return bytes;
        }
        if (stream.owed == 0) {
            owing.add(stream);
            braking = true;
        }
        stream.owed += bytes;
        // What was consumed before other threads could see the brake: nobody else comes for it.
        settle();
        return 0;
    }

    /**
     * Takes the memory of a long message before its bytes have come, if it fits the connection's window with all that is there
     * or taken: so much a peer may make this side hold anyway. Given back by {@link #unreserve}.
     */
    boolean reserve(int length) {
        if (assembled + reserved + length > settings.connectionWindowBytes()) {
            return false;
        }
        reserved += length;
        return true;
    }

    /** A long message whose memory was taken is whole, or never will be. */
    void unreserve(int length) {
        reserved -= length;
    }

    /** A long message is whole. */
    void assembledWhole(int bytes) {
        unconsumed += bytes;
    }

    /** A long message will never be whole. */
    void abandon(int bytes) {
        assembled -= bytes;
        release();
    }

    /** A long message was consumed; any thread. */
    @Override
    public void consumed(int bytes) {
        if (inEventLoop()) {
            assembled -= bytes;
            unconsumed -= bytes;
            release();
        } else if (assembledConsumedElsewhere.addAndGet(bytes) >= connectionThreshold() || braking) {
            submitOnce();
        }
    }

    @Override
    public boolean inEventLoop() {
        return owner.inEventLoop();
    }

    /** Another thread consumed a short message, of which its stream knows; any thread. */
    void consumedElsewhere(int bytes) {
        if (consumedElsewhere.addAndGet(bytes) >= connectionThreshold()) {
            submitOnce();
        }
    }

    private void submitOnce() {
        if (queued.compareAndSet(0, 1)) {
            owner.submit(this);
        }
    }

    @Override
    protected void run() {
        queued.set(0);
        settle();
        if (consumedElsewhere.get() >= connectionThreshold()) {
            consumedElsewhere.set(0);
            owner.forEachStream(stream -> giveBack(stream, stream.takeConsumed()));
        }
    }

    private void settle() {
        int bytes = assembledConsumedElsewhere.getAndSet(0);
        assembled -= bytes;
        unconsumed -= bytes;
        release();
    }

    private void release() {
        if (!owing.isEmpty() && (assembled <= settings.connectionWindowBytes() || unconsumed == 0)) {
            braking = false;
            for (ReceivingStream stream = owing.poll(); stream != null; stream = owing.poll()) {
                int bytes = stream.owed;
                stream.owed = 0;
                giveBack(stream, bytes);
            }
        }
    }
}
