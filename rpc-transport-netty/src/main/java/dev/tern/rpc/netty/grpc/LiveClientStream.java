package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.ContentType;
import dev.tern.rpc.netty.grpc.wire.HeaderNames;
import dev.tern.rpc.netty.grpc.wire.HttpStatus;
import dev.tern.rpc.netty.grpc.wire.ResetCode;
import dev.tern.rpc.netty.grpc.wire.StatusFields;
import dev.tern.rpc.netty.grpc.wire.WireException;
import dev.tern.rpc.netty.io.WriteBatcher;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** One call as the client has it: sends a request head and messages, hears headers, messages and trailers. */
final class LiveClientStream extends LiveStream implements WriteBatcher.Handover {
    private final LiveClientConnection client;
    private final RequestHead head;

    /** Whether the caller has given its last. Owned by whoever sends. */
    private boolean ended;

    /** What waits for the stream to be opened, the head first. Event loop. */
    private @Nullable Outgoing firstParked;

    /** Event loop. */
    private @Nullable Outgoing lastParked;

    /** Whether the reply's head has come. Event loop. */
    private boolean headSeen;

    /** What the stream ends with once all messages before are delivered. Event loop. */
    private Status endStatus = Status.OK;

    /** As the status. */
    private Metadata endTrailers = Metadata.EMPTY;

    LiveClientStream(LiveClientConnection connection, RequestHead head, StreamListener listener) {
        super(connection, true);
        this.client = connection;
        this.head = head;
        this.listener = listener;
    }

    @Override
    @Nullable
    Compressor compressor() {
        return head.compressor();
    }

    /** Sends the head alone, for kinds whose requests follow. */
    void open() {
        push(Outgoing.Part.OPEN, null, false);
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        if (isOver() || ended) {
            return;
        }
        boolean single = head.kind().hasSingleRequest();
        marshal(message, marshaller, single ? Outgoing.Part.OPEN : Outgoing.Part.MESSAGE, single || endOfStream);
        ended = single || endOfStream;
    }

    @Override
    public void halfClose() {
        if (isOver() || ended) {
            return;
        }
        ended = true;
        // A single request that was never sent: the head alone says that there is none.
        push(head.kind().hasSingleRequest() ? Outgoing.Part.OPEN : Outgoing.Part.END, null, true);
    }

    @Override
    void write(Outgoing.Part part, @Nullable ByteBuf payload, boolean end) {
        if (part == Outgoing.Part.OPEN) {
            if (client.mayOpen(this)) {
                writeOpening(payload, end);
            } else if (isOver()) {
                drop(part, payload);
            } else {
                park(part, payload, end);
            }
        } else if (h2 == null) {
            park(part, payload, end);
        } else {
            writeData(h2.id(), part, payload, end);
        }
    }

    private void park(Outgoing.Part part, @Nullable ByteBuf payload, boolean end) {
        Outgoing parked = new Outgoing(this, part, payload, end);
        if (lastParked == null) {
            firstParked = parked;
        } else {
            lastParked.after = parked;
        }
        lastParked = parked;
    }

    /** Writes what waited for the stream to be opened: its turn has come. */
    void writeParked() {
        Outgoing parked = firstParked;
        firstParked = null;
        lastParked = null;
        for (; parked != null; parked = parked.after) {
            if (isOver()) {
                drop(parked.part, parked.payload);
            } else if (h2 == null) {
                writeOpening(parked.payload, parked.end);
            } else {
                writeData(h2.id(), parked.part, parked.payload, parked.end);
            }
        }
    }

    @Override
    protected void dropUnsent() {
        for (Outgoing parked = firstParked; parked != null; parked = parked.after) {
            drop(parked.part, parked.payload);
        }
        firstParked = null;
        lastParked = null;
    }

    private void writeOpening(@Nullable ByteBuf payload, boolean end) {
        int id = client.connection().local().incrementAndGetNextStreamId();
        Compressor compressor = head.compressor();
        Http2Headers fields = client.requests()
                .head(
                        head.method(),
                        head.encoding(),
                        head.timeoutNanos(),
                        compressor == null ? null : compressor.name(),
                        head.metadata());
        ChannelFuture written = writeHeaders(id, fields, payload == null && end);
        Http2Stream opened = client.connection().stream(id);
        if (opened == null) {
            // The head could not be written, and Netty has told why where such errors are told.
            drop(Outgoing.Part.OPEN, payload);
            terminate(
                    StatusCode.INTERNAL.withMessage("the head of the request could not be written"),
                    Metadata.EMPTY,
                    Origin.THIS_SIDE,
                    true);
            return;
        }
        client.attach(this, opened);
        if (payload == null) {
            written(Outgoing.Part.OPEN, 0, written.cause());
        } else {
            writeData(id, Outgoing.Part.OPEN, payload, end);
        }
    }

    @Override
    void written(Outgoing.Part part, int bytes, @Nullable Throwable failure) {
        super.written(part, bytes, failure);
        if (part == Outgoing.Part.OPEN) {
            client.backlog().tellWatchers();
        }
        if (isOneWay() && failure == null) {
            client.batcher().tellWhenHandedOver(this);
        } else if (isOneWay()) {
            handedOver(failure);
        }
    }

    /** A one-way call is the operating system's. */
    @Override
    public void handedOver(@Nullable Throwable failure) {
        terminate(failure == null ? Status.OK : client.lost(failure), Metadata.EMPTY, Origin.THIS_SIDE, false);
    }

    @Override
    void onHeaders(Http2Headers headers, boolean end) {
        if (isOver()) {
            return;
        }
        if (HttpStatus.isInformational(headers.status())) {
            if (end) {
                throw WireException.of(
                        StatusCode.INTERNAL,
                        "the server ended the reply with an interim one, :status " + headers.status());
            }
            return;
        }
        if (isOneWay()) {
            headSeen = true;
            if (end) {
                remoteEnd();
            }
            return;
        }
        boolean first = !headSeen;
        headSeen = true;
        if (end) {
            onTrailers(headers);
        } else if (first) {
            onHead(headers);
        }
    }

    private void onHead(Http2Headers headers) {
        CharSequence type = headers.get(HeaderNames.CONTENT_TYPE);
        if (!HeaderNames.STATUS_200.contentEquals(headers.status()) || ContentType.encodingOf(type) == null) {
            Status status = headers.contains(HeaderNames.GRPC_STATUS)
                    ? StatusFields.read(headers, client.settings().maxMetadataBytes())
                    : HttpStatus.statusOf(headers.status(), type);
            giveUp(status, Origin.PEER);
            return;
        }
        CharSequence encoding = headers.get(HeaderNames.GRPC_ENCODING);
        if (encoding != null && !HeaderNames.IDENTITY.contentEquals(encoding)) {
            Compressor named = client.compressor(encoding);
            if (named == null) {
                throw WireException.of(
                        StatusCode.INTERNAL,
                        "the server compresses with '" + encoding + "', which this side has not said it takes");
            }
            decompressor(named);
        }
        Metadata metadata = client.metadataOf(headers);
        if (!metadata.isEmpty()) {
            handHeaders(metadata);
        }
    }

    private void onTrailers(Http2Headers headers) {
        endTrailers = client.trailersOf(headers);
        endStatus = StatusFields.read(headers, client.settings().maxMetadataBytes());
        remoteEnd();
        closeThisSide();
    }

    /** The server wants nothing more, so that what this side has not sent is not going to be. */
    private void closeThisSide() {
        Http2Stream opened = h2;
        if (opened != null && opened.state().localSideOpen()) {
            client.encoder().writeRstStream(client.ctx(), opened.id(), Http2Error.NO_ERROR.code(), promise());
        }
    }

    /** The reply is no gRPC: the rest of it is of no use. */
    private void giveUp(Status status, Origin origin) {
        Http2Stream opened = h2;
        if (opened != null) {
            client.encoder().writeRstStream(client.ctx(), opened.id(), Http2Error.CANCEL.code(), promise());
        }
        terminate(status, Metadata.EMPTY, origin, false);
    }

    @Override
    void onDataBegins() {
        if (!headSeen && !isOver() && !isOneWay()) {
            throw WireException.of(StatusCode.INTERNAL, "the server sent DATA before the reply's head");
        }
    }

    /** The reply to a one-way call may come before the call is over, for the socket tells late that it has the request. */
    @Override
    boolean takesMessages() {
        return !isOneWay();
    }

    @Override
    void onDataEnd() {
        if (isOneWay()) {
            remoteEnd();
        } else if (!isOver()) {
            throw WireException.of(
                    StatusCode.INTERNAL, "the server ended the reply with no trailers, and so no status");
        }
    }

    @Override
    boolean mayHaveMore() {
        return !(head.kind().hasSingleReply() && hasDelivered());
    }

    @Override
    boolean mayEndInsideMessage() {
        return !endStatus.isOk();
    }

    @Override
    void onRemoteEnd() {
        if (isOneWay()) {
            terminate(Status.OK, Metadata.EMPTY, Origin.THIS_SIDE, false);
        } else {
            terminate(endStatus, endTrailers, Origin.PEER, false);
        }
    }

    @Override
    void onReset(long code) {
        if (!hasRemoteEnded()) {
            boolean refused = code == Http2Error.REFUSED_STREAM.code();
            terminate(ResetCode.statusOf(code), Metadata.EMPTY, Origin.PEER, refused);
        }
    }

    @Override
    void onH2Closed() {
        if (lingers()) {
            client.linger(this);
        } else {
            terminate(client.lost(null), Metadata.EMPTY, Origin.THIS_SIDE, false);
        }
    }

    @Override
    void tellPeer(Http2Stream opened, Status status) {
        writeReset(opened, status);
    }

    @Override
    public boolean sendsOnce() {
        return head.kind().hasSingleRequest();
    }

    private boolean isOneWay() {
        return head.kind() == MethodKind.ONE_WAY;
    }
}
