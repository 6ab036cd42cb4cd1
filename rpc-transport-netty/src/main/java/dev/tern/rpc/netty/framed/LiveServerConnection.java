package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.Flags;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.MetadataBlock;
import dev.tern.rpc.netty.framed.wire.RepeatedMetadata;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.ResetFrame;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection as the server has it: a REQUEST becomes a stream, within the limits. */
final class LiveServerConnection extends LiveConnection {
    private final ConnectionAcceptor acceptor;
    private final MethodNames methods;

    /** Reads the metadata of requests. Event loop. */
    private final RepeatedMetadata heads = new RepeatedMetadata();

    /** There once the handshake is done. Event loop. */
    private @Nullable ServerConnectionListener listener;

    /** The id of the last REQUEST. Event loop. */
    private int lastId;

    /** The id of the last REQUEST that the application has seen, or may see. Event loop. */
    private int lastAccepted;

    /** Live streams that are no one-way calls. Event loop. */
    private int liveCalls;

    /** Live one-way calls. Event loop. */
    private int liveOneWays;

    LiveServerConnection(FramedSettings settings, LiveConnections registry, ConnectionAcceptor acceptor) {
        super(settings, registry);
        this.acceptor = acceptor;
        this.methods = new MethodNames(settings.hello().maxMethods());
    }

    @Override
    void onReady() {
        listener = acceptor.onConnection(this);
    }

    @Override
    int lastOpened() {
        return lastId;
    }

    @Override
    int lastAccepted() {
        return lastAccepted;
    }

    @Override
    void onCallFrame(FrameType type, int id, ByteBuf body) {
        if (type == FrameType.REPLY) {
            throw WireException.malformed("REPLY from a client");
        }
        if (!FrameHeader.isAfter(id, lastId) || streams().contains(id)) {
            throw WireException.malformed("REQUEST with stream id " + Integer.toUnsignedString(id) + " after "
                    + Integer.toUnsignedString(lastId));
        }
        lastId = id;
        onRequest(id, body);
    }

    private void onRequest(int id, ByteBuf in) {
        int flags = RequestFrame.readFlags(in);
        int number = RequestFrame.readMethod(in);
        String method;
        if (Flags.has(flags, RequestFrame.NAME)) {
            method = RequestFrame.readName(in);
            methods.announce(number, method);
        } else {
            method = methods.nameOf(number);
        }
        long timeoutNanos =
                Flags.has(flags, RequestFrame.TIMEOUT) ? RequestFrame.readTimeoutNanos(in) : RequestHead.NO_TIMEOUT;
        int metadataAt = in.readerIndex();
        if (Flags.has(flags, RequestFrame.METADATA)) {
            MetadataBlock.skip(in);
        }
        boolean message = Flags.has(flags, RequestFrame.MESSAGE);
        boolean more = Flags.has(flags, RequestFrame.MORE);
        int compressor = MessageFrame.readCompressor(in, Flags.has(flags, RequestFrame.COMPRESSED));
        int total = message ? MessageFrame.readTotal(in, more) : 0;
        if (!message) {
            requireAllRead(FrameType.REQUEST, in);
        }
        int messageAt = in.readerIndex();
        MethodKind kind = RequestFrame.kind(flags);
        boolean oneWay = kind == MethodKind.ONE_WAY;
        int cost = 0;
        Metadata metadata = Metadata.EMPTY;
        try {
            if (message) {
                int price = oneWay ? own().oneWayCost(total) : Hello.cost(total);
                charge(total, price);
                cost = price;
            }
            if (Flags.has(flags, RequestFrame.METADATA)) {
                metadata = heads.read(in.readerIndex(metadataAt), own().maxMetadataBytes());
            }
        } catch (WireException error) {
            if (error.scope() == WireException.Scope.CONNECTION) {
                throw error;
            }
            refuse(id, oneWay, cost, 0, error.status());
            return;
        }
        if (isDraining()) {
            // After the GOAWAY: the client knows already that this was not seen.
            consumedHere(cost);
            return;
        }
        int limit = oneWay ? own().mostOneWayCalls() : own().maxConcurrentCalls();
        if ((oneWay ? liveOneWays : liveCalls) >= limit) {
            refuse(
                    id,
                    oneWay,
                    cost,
                    ResetFrame.NEVER_SEEN,
                    StatusCode.RESOURCE_EXHAUSTED.withMessage(limit + " calls are live, maxConcurrentCalls"));
            return;
        }
        in.readerIndex(messageAt);
        LiveServerStream stream = start(id, new RequestHead(method, kind, timeoutNanos, metadata));
        if (stream.isOver()) {
            consumedHere(cost);
            return;
        }
        boolean single = kind.hasSingleRequest();
        if (message) {
            stream.beginMessage(total, compressor, single);
            if (more) {
                stream.firstFragment(in, compressor, total);
            } else {
                stream.wholeMessage(in, compressor);
            }
        }
        if (single && !more && !stream.isOver()) {
            stream.onPeerEnd();
        }
    }

    private void refuse(int id, boolean oneWay, int cost, int flags, Status status) {
        if (cost > 0) {
            consumedHere(cost);
        }
        if (!oneWay) {
            writeReset(id, flags, status);
        }
    }

    private LiveServerStream start(int id, RequestHead head) {
        lastAccepted = id;
        LiveServerStream stream = new LiveServerStream(this, id, head.kind());
        streams().put(id, stream);
        life().onStream();
        count(stream, 1);
        try {
            StreamListener hears = Objects.requireNonNull(listener).onStream(stream, head);
            stream.start(hears);
        } catch (RuntimeException | Error bug) {
            stream.listenerFailed(bug);
        }
        return stream;
    }

    private void count(LiveStream stream, int change) {
        if (stream.isOneWay()) {
            liveOneWays += change;
        } else {
            liveCalls += change;
        }
    }

    @Override
    void forget(LiveStream stream) {
        count(stream, -1);
        super.forget(stream);
    }

    @Override
    void requireBareEndAllowed() {}

    @Override
    void onGoAway(ByteBuf body) {
        GoAwayFrame.readLastAccepted(body);
        Status status = readStatus(body);
        requireAllRead(FrameType.GOAWAY, body);
        if (!status.isOk()) {
            end(unavailable("ended by the peer: " + status));
        }
    }

    /** A peer that takes no bytes may send none: else its requests' replies would pile up here (row 31). */
    @Override
    void onWritable(boolean writable) {
        ctx().channel().config().setAutoRead(writable);
    }

    @Override
    boolean hasStreams() {
        return !streams().isEmpty();
    }

    @Override
    void onDrained() {
        // The client closes, so that nothing it has on its way meets a closed socket, which would cost it the replies.
        closeLater();
    }

    @Override
    void endStreams(Status why, boolean lingering) {
        for (LiveStream stream : streams().all()) {
            stream.terminate(why, Metadata.EMPTY, Origin.THIS_SIDE, false);
        }
    }

    @Override
    void onEnded(Status why) {
        if (listener != null) {
            listener.onClosed(why);
        }
    }
}
