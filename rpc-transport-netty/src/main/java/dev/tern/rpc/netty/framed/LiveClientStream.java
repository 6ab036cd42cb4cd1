package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.Flags;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.MetadataBlock;
import dev.tern.rpc.netty.framed.wire.ReplyFrame;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.io.WriteBatcher;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One call as the client has it: sends a REQUEST and MESSAGEs, hears REPLYs and MESSAGEs; a method for each part. */
final class LiveClientStream extends LiveStream implements WriteBatcher.Handover {
    private final RequestHead head;

    /** The stream id; 0 until the REQUEST is written. Event loop. */
    private int id;

    /** Whether the client's side has ended. Owned by whoever sends. */
    private boolean ended;

    /** Whether headers have come. Event loop. */
    private boolean headersSeen;

    /** How the server ended the stream, while messages before that are held. Event loop. */
    private End end = End.OK;

    LiveClientStream(LiveClientConnection connection, RequestHead head, StreamListener listener) {
        super(connection, connection.peerLimits().streamCredit(), true);
        this.head = head;
        this.listener = listener;
    }

    @Override
    @Nullable
    Compressor compressor() {
        return head.compressor();
    }

    /** A cast in place of a field more on every call. */
    private LiveClientConnection client() {
        return (LiveClientConnection) connection;
    }

    /** Sends the head of a call whose messages come later. */
    void open() {
        push(Outgoing.Part.OPEN, null, MessageFrame.PLAIN, false);
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        if (isOver() || ended) {
            return;
        }
        boolean single = head.kind().hasSingleRequest();
        marshal(message, marshaller, single || endOfStream);
        ended = single || endOfStream;
    }

    @Override
    Outgoing.Part partOfMessage(boolean end) {
        return sendsOnce() ? Outgoing.Part.OPEN : Outgoing.Part.MESSAGE;
    }

    @Override
    public void halfClose() {
        if (isOver() || ended) {
            return;
        }
        ended = true;
        // A single request that was never sent: the head alone says that there is none.
        push(head.kind().hasSingleRequest() ? Outgoing.Part.OPEN : Outgoing.Part.END, null, MessageFrame.PLAIN, true);
    }

    @Override
    boolean mayStart(Outgoing part) {
        if (part.part == Outgoing.Part.OPEN) {
            Status refusal = client().refusal();
            if (refusal != null) {
                terminate(refusal, Metadata.EMPTY, Origin.THIS_SIDE, true);
                return false;
            }
        }
        return true;
    }

    @Override
    int headSize(Outgoing.Part part, boolean end, boolean more, int total) {
        if (part == Outgoing.Part.OPEN) {
            methods().choose(head.method());
            return RequestFrame.headSize(
                            requestFlags(), methods().chosen(), head.method(), head.timeoutNanos(), head.metadata())
                    + MessageFrame.prefixSize(compressor, more, total);
        }
        return MessageFrame.headSize(more ? MessageFrame.MORE : 0, compressor, total);
    }

    private MethodNumbers methods() {
        return client().methods();
    }

    private int requestFlags() {
        return RequestFrame.flags(head.kind(), methods().isChosenNew(), head.hasTimeout(), head.metadata())
                | (compressor == MessageFrame.PLAIN ? 0 : RequestFrame.COMPRESSED);
    }

    @Override
    FrameType writeHead(ByteBuf out, Outgoing.Part part, boolean end, boolean more, int total) {
        if (part == Outgoing.Part.OPEN) {
            writeRequest(out, requestFlags() | RequestFrame.MESSAGE | (more ? RequestFrame.MORE : 0));
            MessageFrame.writePrefix(out, compressor, more, total);
            return FrameType.REQUEST;
        }
        MessageFrame.writeHead(out, more ? MessageFrame.MORE : end ? MessageFrame.END : 0, compressor, total);
        return FrameType.MESSAGE;
    }

    private void writeRequest(ByteBuf out, int flags) {
        RequestFrame.writeHead(out, flags, methods().chosen(), head.method(), head.timeoutNanos(), head.metadata());
    }

    @Override
    int frameId() {
        return id == 0 ? client().nextId() : id;
    }

    @Override
    void headWritten(Outgoing.Part part) {
        if (part == Outgoing.Part.OPEN) {
            methods().written(head.method());
            id = client().opened(this);
        }
    }

    @Override
    void writeBare(Outgoing.Part part) {
        ByteBuf out = client().batcher().batch(Hello.HEAD_BYTES);
        int at = FrameHeader.begin(out);
        FrameType type = FrameType.MESSAGE;
        if (part == Outgoing.Part.OPEN) {
            type = FrameType.REQUEST;
            methods().choose(head.method());
            writeRequest(out, requestFlags());
        } else {
            MessageFrame.writeHead(out, MessageFrame.BARE | MessageFrame.END, 0);
        }
        FrameHeader.end(out, at, type, frameId(), 0);
        client().sent(out.getLong(at));
        headWritten(part);
    }

    @Override
    boolean endsOnFragment(Outgoing part) {
        return part.end;
    }

    @Override
    void onLocalEnd(Outgoing.Part part) {
        if (isOneWay()) {
            client().batcher().tellWhenHandedOver(this);
        }
    }

    @Override
    public void handedOver(@Nullable Throwable failure) {
        if (failure == null) {
            terminate(Status.OK, Metadata.EMPTY, Origin.THIS_SIDE, false);
        } else {
            terminate(client().lost(failure), Metadata.EMPTY, Origin.THIS_SIDE, false);
        }
    }

    /** A REPLY has come. */
    void onReply(ByteBuf in) {
        int flags = ReplyFrame.readFlags(in);
        int headersAt = in.readerIndex();
        if (Flags.has(flags, ReplyFrame.HEADERS)) {
            MetadataBlock.skip(in);
        }
        Status status = Flags.has(flags, ReplyFrame.STATUS)
                ? StatusBlock.read(in, client().own().maxMetadataBytes())
                : Status.OK;
        int trailersAt = in.readerIndex();
        if (Flags.has(flags, ReplyFrame.TRAILERS)) {
            MetadataBlock.skip(in);
        }
        boolean end = Flags.has(flags, ReplyFrame.END);
        boolean message = Flags.has(flags, ReplyFrame.MESSAGE);
        boolean more = Flags.has(flags, ReplyFrame.MORE);
        int packing = MessageFrame.readCompressor(in, Flags.has(flags, ReplyFrame.COMPRESSED));
        int total = message ? MessageFrame.readTotal(in, more) : 0;
        boolean tooLateForHeaders = headersSeen || hasSeenMessage();
        if (!message && in.isReadable()) {
            throw WireException.malformed(in.readableBytes() + " bytes left over in REPLY");
        }
        if (message) {
            client().charge(total, Hello.cost(total));
            beginMessage(total, packing, end);
        }
        int messageAt = in.readerIndex();
        Metadata trailers = Metadata.EMPTY;
        try {
            if (Flags.has(flags, ReplyFrame.TRAILERS)) {
                trailers = client().readTrailers(in.readerIndex(trailersAt));
            }
            if (Flags.has(flags, ReplyFrame.HEADERS)) {
                if (tooLateForHeaders) {
                    throw WireException.stream(StatusCode.INTERNAL, "headers twice, or after a message");
                }
                onHeaders(client().readHeaders(in.readerIndex(headersAt)));
            }
        } catch (WireException error) {
            client().consumedHere(message ? Hello.cost(total) : 0);
            throw error;
        }
        in.readerIndex(messageAt);
        if (message) {
            onMessage(in, packing, more, total);
        }
        if (end && !isOver()) {
            onEnd(status, trailers);
        }
    }

    /** Passes over a REPLY for a stream that is over, and gives back the cost of its message. */
    static void skipLateReply(LiveConnection connection, ByteBuf in) {
        int flags = ReplyFrame.readFlags(in);
        if (Flags.has(flags, ReplyFrame.HEADERS)) {
            MetadataBlock.skip(in);
        }
        if (Flags.has(flags, ReplyFrame.STATUS)) {
            return;
        }
        if (Flags.has(flags, ReplyFrame.TRAILERS)) {
            MetadataBlock.skip(in);
        }
        if (Flags.has(flags, ReplyFrame.MESSAGE)) {
            MessageFrame.readCompressor(in, Flags.has(flags, ReplyFrame.COMPRESSED));
            int total = MessageFrame.readTotal(in, Flags.has(flags, ReplyFrame.MORE));
            connection.charge(total, Hello.cost(total));
            connection.consumedHere(Hello.cost(total));
        }
    }

    private void onHeaders(Metadata headers) {
        headersSeen = true;
        handHeaders(headers);
    }

    /** The first frame of a message has come, and it was begun. */
    private void onMessage(ByteBuf in, int packing, boolean more, int total) {
        if (isOver()) {
            client().consumedHere(Hello.cost(total));
        } else if (more) {
            firstFragment(in, packing, total);
        } else {
            wholeMessage(in, packing);
        }
    }

    @Override
    void onPeerEnd() {
        onEnd(Status.OK, Metadata.EMPTY);
    }

    private void onEnd(Status status, Metadata trailers) {
        if (!status.isOk() || !trailers.isEmpty()) {
            end = new End(status, trailers);
        }
        remoteEnd();
    }

    @Override
    void onRemoteEnd() {
        terminate(end.status(), end.trailers(), Origin.PEER, false);
    }

    @Override
    public boolean isOnWire() {
        return id != 0;
    }

    @Override
    int id() {
        return id;
    }

    @Override
    boolean peerSendsOnce() {
        return false;
    }

    @Override
    public boolean sendsOnce() {
        return head.kind().hasSingleRequest();
    }

    @Override
    int sendCost(int bytes) {
        return isOneWay() ? client().peerLimits().oneWayCost(bytes) : super.sendCost(bytes);
    }

    @Override
    boolean isPaidUntilOver() {
        return false;
    }

    @Override
    boolean isOneWay() {
        return head.kind() == MethodKind.ONE_WAY;
    }

    /** How a server ends a stream: mostly the same way. */
    private record End(Status status, Metadata trailers) {
        static final End OK = new End(Status.OK, Metadata.EMPTY);
    }
}
