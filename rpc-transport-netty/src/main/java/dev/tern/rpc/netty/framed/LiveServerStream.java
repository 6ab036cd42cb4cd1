package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.MetadataBlock;
import dev.tern.rpc.netty.framed.wire.ReplyFrame;
import dev.tern.rpc.netty.framed.wire.ResetFrame;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call as the server has it: hears a REQUEST and MESSAGEs, sends REPLYs and MESSAGEs. A one-way call sends nothing. */
final class LiveServerStream extends LiveStream implements ServerStream {
    private final int id;

    /** Of its kind, what is asked for again. */
    private final boolean oneWay;

    private final boolean single;

    /** Whether the server has given its end. Owned by whoever sends. */
    private boolean ended;

    /** Given by whoever sends, before the part that is made of it; read by the event loop when that is written. */
    private Around around = Around.NOTHING;

    /** What the listener has to hear at once when it is there, for a stream that ended first. Event loop. */
    private @Nullable Runnable closedEarly;

    LiveServerStream(LiveServerConnection connection, int id, MethodKind kind) {
        super(connection, connection.peerLimits().streamCredit(), false);
        this.id = id;
        this.oneWay = kind == MethodKind.ONE_WAY;
        this.single = kind.hasSingleRequest();
    }

    /** The acceptor has answered. Event loop. */
    void start(StreamListener listener) {
        this.listener = listener;
        if (closedEarly != null) {
            closedEarly.run();
        }
    }

    @Override
    @Nullable
    Compressor compressor() {
        return connection.firstForPeer();
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (isOver() || ended || isOneWay()) {
            return;
        }
        if (isOverLimit(headers)) {
            cancel(tooMuch("headers", headers));
            return;
        }
        around = new Around(headers, Status.OK, Metadata.EMPTY);
        push(Outgoing.Part.HEADERS, null, MessageFrame.PLAIN, false);
    }

    private boolean isOverLimit(Metadata metadata) {
        return !metadata.isEmpty()
                && metadata.measuredBytes() > connection.peerLimits().maxMetadataBytes();
    }

    private Status tooMuch(String what, Metadata metadata) {
        return StatusCode.RESOURCE_EXHAUSTED.withMessage(what + " of " + metadata.measuredBytes()
                + " bytes exceed the peer's maxMetadataBytes "
                + connection.peerLimits().maxMetadataBytes());
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        if (!isOver() && !ended && !isOneWay()) {
            marshal(message, marshaller, false);
        }
    }

    @Override
    Outgoing.Part partOfMessage(boolean end) {
        return end ? Outgoing.Part.END : Outgoing.Part.MESSAGE;
    }

    @Override
    public void halfClose() {
        throw new UnsupportedOperationException("a server ends its stream with reply or close");
    }

    @Override
    public <T> void reply(T message, Marshaller<T> marshaller, Metadata trailers) {
        if (isOver() || ended) {
            return;
        }
        if (isOneWay()) {
            close(Status.OK, Metadata.EMPTY);
            return;
        }
        if (isOverLimit(trailers)) {
            throw new RpcException(tooMuch("trailers", trailers));
        }
        around = around.endingWith(Status.OK, trailers);
        marshal(message, marshaller, true);
        ended = true;
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (isOver() || ended) {
            return;
        }
        ended = true;
        if (isOneWay() && connection.inEventLoop() && !connection.isMarshalling()) {
            // There is nothing to send, nor to wait for.
            onLocalEnd(Outgoing.Part.END);
            return;
        }
        boolean cut = isOverLimit(trailers);
        Status said = cut && status.isOk()
                ? tooMuch("trailers", trailers)
                : StatusBlock.cut(status, connection.peerLimits().maxMetadataBytes());
        around = around.endingWith(said, cut ? Metadata.EMPTY : trailers);
        push(Outgoing.Part.END, null, MessageFrame.PLAIN, true);
    }

    @Override
    public void refuse(Status status) {
        if (connection.inEventLoop()) {
            // At once: the GOAWAY of a connection that is closed may be next, and it counts this stream as accepted.
            refuseHere(status);
        } else {
            connection.submit(new Refusal(this, status));
        }
    }

    /** Event loop. */
    private void refuseHere(Status status) {
        if (!isOver()) {
            if (!isOneWay() && connection.isOpenForWrites()) {
                connection.writeReset(id, ResetFrame.NEVER_SEEN, status);
            }
            terminate(status, Metadata.EMPTY, Origin.THIS_SIDE, false);
        }
    }

    @Override
    int headSize(Outgoing.Part part, boolean end, boolean more, int total) {
        if (part == Outgoing.Part.END && !more) {
            return 1
                    + (around.trailers().isEmpty() ? 0 : MetadataBlock.size(around.trailers()))
                    + MessageFrame.prefixSize(compressor, false, total);
        }
        return MessageFrame.headSize(more ? MessageFrame.MORE : 0, compressor, total);
    }

    @Override
    FrameType writeHead(ByteBuf out, Outgoing.Part part, boolean end, boolean more, int total) {
        if (part == Outgoing.Part.END && !more) {
            int flags = ReplyFrame.flags(null, true, Status.OK, around.trailers())
                    | ReplyFrame.MESSAGE
                    | (compressor == MessageFrame.PLAIN ? 0 : ReplyFrame.COMPRESSED);
            ReplyFrame.writeHead(out, flags, null, Status.OK, around.trailers());
            MessageFrame.writePrefix(out, compressor, false, total);
            return FrameType.REPLY;
        }
        MessageFrame.writeHead(out, more ? MessageFrame.MORE : 0, compressor, total);
        return FrameType.MESSAGE;
    }

    @Override
    void headWritten(Outgoing.Part part) {}

    @Override
    void writeBare(Outgoing.Part part) {
        if (isOneWay()) {
            return;
        }
        boolean end = part == Outgoing.Part.END;
        Around now = around;
        Metadata sent = end ? null : Objects.requireNonNull(now.headers());
        int flags = ReplyFrame.flags(sent, end, now.status(), now.trailers());
        ByteBuf out = connection.batcher().batch(Hello.HEAD_BYTES);
        int at = FrameHeader.begin(out);
        ReplyFrame.writeHead(out, flags, sent, now.status(), now.trailers());
        FrameHeader.end(out, at, FrameType.REPLY, id, 0);
        connection.sent(out.getLong(at));
    }

    @Override
    boolean endsOnFragment(Outgoing part) {
        return part.end && around.trailers().isEmpty();
    }

    @Override
    void onLocalEnd(Outgoing.Part part) {
        terminate(Status.OK, Metadata.EMPTY, Origin.THIS_SIDE, false);
    }

    @Override
    void onPeerEnd() {
        remoteEnd();
    }

    @Override
    void onRemoteEnd() {
        handHalfClose();
    }

    @Override
    protected void close(Status status, Metadata trailers, Origin origin, boolean neverSent) {
        if (listener == null) {
            closedEarly = () -> super.close(status, trailers, origin, neverSent);
        } else {
            super.close(status, trailers, origin, neverSent);
        }
    }

    @Override
    int frameId() {
        return id;
    }

    @Override
    int id() {
        return id;
    }

    @Override
    public boolean isOnWire() {
        return true;
    }

    @Override
    boolean peerSendsOnce() {
        return single;
    }

    @Override
    public boolean sendsOnce() {
        return false;
    }

    @Override
    boolean isPaidUntilOver() {
        return isOneWay();
    }

    @Override
    boolean isOneWay() {
        return oneWay;
    }

    /** What a reply has beside its messages: for most the same nothing. */
    private record Around(@Nullable Metadata headers, Status status, Metadata trailers) {
        static final Around NOTHING = new Around(null, Status.OK, Metadata.EMPTY);

        /** The same headers with an end. */
        Around endingWith(Status status, Metadata trailers) {
            return headers == null && status.isOk() && trailers.isEmpty()
                    ? NOTHING
                    : new Around(headers, status, trailers);
        }
    }

    /** Refuses a stream from another thread. */
    private static final class Refusal extends QueuedWrite {
        private final LiveServerStream stream;
        private final Status status;

        Refusal(LiveServerStream stream, Status status) {
            this.stream = stream;
            this.status = status;
        }

        @Override
        protected void run() {
            stream.refuseHere(status);
        }
    }
}
