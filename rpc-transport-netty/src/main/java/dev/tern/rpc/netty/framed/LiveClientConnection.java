package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.RepeatedMetadata;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PacedStream;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection as the client has it: opens streams, and hears when the server wants no more. */
final class LiveClientConnection extends LiveConnection implements ClientConnection {
    private final ConnectionListener listener;

    @SuppressWarnings("NullAway.Init") // set with the peer's HELLO, before any stream is there
    private MethodNumbers methods;

    /** Reads the metadata before replies. Event loop. */
    private final RepeatedMetadata headers = new RepeatedMetadata();

    /** Reads that at their end. Event loop. */
    private final RepeatedMetadata trailers = new RepeatedMetadata();

    /** Why no stream may be opened; null while they may. Written by the event loop, read by any thread. */
    private volatile @Nullable Status refusal;

    /** Streams opened and not over. Any thread. */
    private final AtomicInteger liveCalls = new AtomicInteger();

    /** The id of the stream opened last. Event loop. */
    private int lastId;

    /** Whether the listener heard that it is ready. Event loop. */
    private boolean ready;

    /** Whether the listener heard that no more streams are wanted. Event loop. */
    private boolean drainingTold;

    LiveClientConnection(FramedSettings settings, LiveConnections registry, ConnectionListener listener) {
        super(settings, registry);
        this.listener = listener;
    }

    @Override
    void onReady() {
        methods = new MethodNumbers(peerLimits().maxMethods());
        ready = true;
        listener.onReady(this);
    }

    @Override
    public Stream open(RequestHead head, StreamListener listener) {
        LiveClientStream stream = new LiveClientStream(this, head, listener);
        boolean fits = liveCalls.incrementAndGet() <= peerLimits().maxConcurrentCalls();
        Status no = refusal;
        if (no == null && !fits) {
            no = StatusCode.RESOURCE_EXHAUSTED.withMessage("connection with " + peer() + " has "
                    + peerLimits().maxConcurrentCalls() + " calls, the peer's maxConcurrentCalls");
        }
        boolean elsewhere = no != null;
        if (no == null) {
            no = wrongHead(head);
        }
        if (no != null) {
            // On this thread: nobody else knows the stream.
            liveCalls.decrementAndGet();
            stream.refuseOpening(no, elsewhere);
        } else if (!head.kind().hasSingleRequest()) {
            stream.open();
        }
        return stream;
    }

    @Override
    public int maxCalls() {
        return peerLimits().maxConcurrentCalls();
    }

    /** What no other connection would take either, so that trying again is of no use; null if it is fine. */
    private @Nullable Status wrongHead(RequestHead head) {
        if (head.method().length() > RequestFrame.MAX_NAME_BYTES) {
            return StatusCode.INVALID_ARGUMENT.withMessage(
                    "method name of " + head.method().length() + " characters exceeds " + RequestFrame.MAX_NAME_BYTES);
        }
        int limit = peerLimits().maxMetadataBytes();
        if (!head.metadata().isEmpty() && head.metadata().measuredBytes() > limit) {
            return StatusCode.RESOURCE_EXHAUSTED.withMessage("metadata of "
                    + head.metadata().measuredBytes() + " bytes exceeds the peer's maxMetadataBytes " + limit);
        }
        return null;
    }

    /** Why a stream may not be opened now, or null. */
    @Nullable
    Status refusal() {
        return refusal;
    }

    MethodNumbers methods() {
        return methods;
    }

    /** Reads the metadata before a reply. Event loop. */
    Metadata readHeaders(ByteBuf in) {
        return headers.read(in, own().maxMetadataBytes());
    }

    /** Reads the metadata at the end of a reply. Event loop. */
    Metadata readTrailers(ByteBuf in) {
        return trailers.read(in, own().maxMetadataBytes());
    }

    /** The id of the next stream. Event loop. */
    int nextId() {
        int next = lastId;
        do {
            next++;
        } while (next == FrameHeader.CONNECTION || streams().contains(next));
        return next;
    }

    /** A stream's REQUEST is written: it has its id. */
    int opened(LiveClientStream stream) {
        lastId = nextId();
        streams().put(lastId, stream);
        if (stream.isOneWay()) {
            life().onUnanswered();
        } else {
            life().onStream();
        }
        return lastId;
    }

    @Override
    int lastOpened() {
        return lastId;
    }

    @Override
    int lastAccepted() {
        return 0;
    }

    @Override
    void onCallFrame(FrameType type, int id, ByteBuf body) {
        if (type == FrameType.REQUEST) {
            throw WireException.malformed("REQUEST from a server");
        }
        LiveStream stream = streamOrLate(id);
        if (stream instanceof LiveClientStream client) {
            client.onReply(body);
        } else {
            LiveClientStream.skipLateReply(this, body);
        }
    }

    @Override
    void requireBareEndAllowed() {
        throw WireException.malformed("MESSAGE with BARE from a server");
    }

    @Override
    void onGoAway(ByteBuf body) {
        int last = GoAwayFrame.readLastAccepted(body);
        Status status = readStatus(body);
        requireAllRead(FrameType.GOAWAY, body);
        Status why = unavailable(status.isOk() ? "the peer takes no more calls" : "ended by the peer: " + status);
        refusal = why;
        for (LiveStream stream : streams().all()) {
            if (FrameHeader.isAfter(stream.id(), last)) {
                stream.terminate(why, Metadata.EMPTY, Origin.PEER, true);
            }
        }
        endUnsent(why, Origin.PEER);
        if (status.isOk()) {
            tellDraining();
            peerDrains();
        } else {
            end(why);
        }
    }

    private void tellDraining() {
        if (ready && !drainingTold) {
            drainingTold = true;
            listener.onDraining();
        }
    }

    private void endUnsent(Status why, Origin origin) {
        for (LiveStream stream : sends().unsent()) {
            stream.terminate(why, Metadata.EMPTY, origin, true);
        }
        backlog().endUnsent(why, origin);
    }

    @Override
    boolean hasStreams() {
        return !streams().isEmpty() || (ready && !sends().unsent().isEmpty());
    }

    @Override
    void onDrained() {
        refusal = unavailable("drained");
        closeWhenFlushed();
    }

    @Override
    void onDrainStarts() {
        refusal = unavailable("draining");
    }

    @Override
    void endStreams(Status why, boolean lingering) {
        refusal = why;
        if (ready) {
            endUnsent(why, Origin.THIS_SIDE);
        }
        for (LiveStream stream : streams().all()) {
            if (lingering || !stream.lingers()) {
                stream.terminate(why, Metadata.EMPTY, Origin.THIS_SIDE, false);
            }
        }
    }

    @Override
    void onIdle() {
        tellDraining();
    }

    @Override
    void onLinger() {
        tellDraining();
    }

    @Override
    void onEnded(Status why) {
        listener.onClosed(why);
    }

    @Override
    void forget(LiveStream stream) {
        liveCalls.decrementAndGet();
        super.forget(stream);
    }

    @Override
    public void watchReady(PacedStream stream) {
        Status no = refusal;
        if (no != null && !stream.isOnWire()) {
            stream.terminate(no, Metadata.EMPTY, Origin.THIS_SIDE, true);
        } else {
            super.watchReady(stream);
        }
    }
}
