package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.MetadataFields;
import dev.tern.rpc.netty.grpc.wire.ResetCode;
import dev.tern.rpc.netty.grpc.wire.Responses;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** One call as the server has it: hears a request head and messages, sends headers, messages and trailers. */
final class LiveServerStream extends LiveStream implements ServerStream {
    private final LiveServerConnection server;
    private final Http2Stream opened;
    private final String encoding;
    private final @Nullable Compressor replyCompressor;

    /** Whether the application wants replies compressed, or some of them. Given by whoever sends, before the head. */
    private boolean announcesCompressor;

    /** Whether the application has given the head of its reply, or a message. Owned by whoever sends. */
    private boolean headGiven;

    /** Whether the server has given its end. Owned by whoever sends. */
    private boolean ended;

    /** Given by whoever sends, before the part that is made of it; read by the event loop when that is written. */
    private Metadata headers = Metadata.EMPTY;

    /** As headers. */
    private Status endStatus = Status.OK;

    /** As headers. */
    private Metadata endTrailers = Metadata.EMPTY;

    /** Whether the reply's head is written. Event loop. */
    private boolean headWritten;

    /** Whether the end is written, perhaps behind messages that wait for window. Event loop. */
    private boolean endWritten;

    /** What the listener has to hear at once when it is there, for a stream that ended first. Event loop. */
    private @Nullable Runnable closedEarly;

    LiveServerStream(
            LiveServerConnection connection,
            Http2Stream opened,
            String encoding,
            @Nullable Compressor replyCompressor) {
        super(connection, false);
        this.server = connection;
        this.opened = opened;
        this.encoding = encoding;
        this.replyCompressor = replyCompressor;
    }

    /** The acceptor has answered. Event loop. */
    void start(StreamListener listener) {
        this.listener = listener;
        if (closedEarly != null) {
            closedEarly.run();
        }
    }

    @Override
    public void compressMessages(boolean on) {
        if (on && !headGiven) {
            announcesCompressor = true;
        }
        super.compressMessages(on && announcesCompressor);
    }

    @Override
    @Nullable
    Compressor compressor() {
        return replyCompressor;
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (isOver() || ended) {
            return;
        }
        if (isOverLimit(headers)) {
            cancel(tooMuch("headers", headers));
            return;
        }
        headGiven = true;
        this.headers = headers;
        push(Outgoing.Part.HEADERS, null, false);
    }

    private boolean isOverLimit(Metadata metadata) {
        return !metadata.isEmpty() && MetadataFields.measuredBytes(metadata) > connection.peerMaxHeaderListBytes();
    }

    private Status tooMuch(String what, Metadata metadata) {
        return StatusCode.RESOURCE_EXHAUSTED.withMessage(what + " of " + MetadataFields.measuredBytes(metadata)
                + " bytes exceed the client's SETTINGS_MAX_HEADER_LIST_SIZE " + connection.peerMaxHeaderListBytes());
    }

    @Override
    public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
        if (!isOver() && !ended) {
            headGiven = true;
            marshal(message, marshaller, Outgoing.Part.MESSAGE, false);
        }
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
        if (isOverLimit(trailers)) {
            throw new RpcException(tooMuch("trailers", trailers));
        }
        endTrailers = trailers;
        marshal(message, marshaller, Outgoing.Part.END, true);
        ended = true;
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (isOver() || ended) {
            return;
        }
        ended = true;
        endStatus = status;
        endTrailers = trailers;
        if (isOverLimit(trailers)) {
            endTrailers = Metadata.EMPTY;
            if (status.isOk()) {
                endStatus = tooMuch("trailers", trailers);
            }
        }
        push(Outgoing.Part.END, null, true);
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
            connection
                    .encoder()
                    .writeRstStream(connection.ctx(), opened.id(), Http2Error.REFUSED_STREAM.code(), promise());
            connection.batcher().flushLater();
            terminate(status, Metadata.EMPTY, Origin.THIS_SIDE, false);
        }
    }

    @Override
    void write(Outgoing.Part part, @Nullable ByteBuf payload, boolean end) {
        if (part != Outgoing.Part.END || payload != null) {
            writeHead();
        }
        if (payload != null) {
            writeData(opened.id(), part, payload, false);
        }
        if (part == Outgoing.Part.END && !isOver()) {
            ChannelFuture written = writeEnd(endStatus, endTrailers);
            if (written.isDone()) {
                onEnd(written);
            } else {
                written.addListener((ChannelFutureListener) this::onEnd);
            }
        }
    }

    private void writeHead() {
        if (!headWritten) {
            headWritten = true;
            String compressor = announcesCompressor && replyCompressor != null ? replyCompressor.name() : null;
            writeHeaders(opened.id(), server.responses().head(encoding, compressor, null, headers), false);
        }
    }

    private ChannelFuture writeEnd(Status status, Metadata trailers) {
        endWritten = true;
        int limit = (int) Math.min(connection.settings().maxMetadataBytes(), connection.peerMaxHeaderListBytes());
        Http2Headers block = headWritten
                ? server.responses().trailers(status, trailers, limit)
                : Responses.trailersOnly(encoding, null, status, trailers, limit);
        headWritten = true;
        return writeHeaders(opened.id(), block, true);
    }

    private void onEnd(ChannelFuture written) {
        if (written.isSuccess()) {
            terminate(Status.OK, Metadata.EMPTY, Origin.THIS_SIDE, false);
            if (peerMaySend(opened)) {
                // All is said, and the client need not send the rest: RFC 9113, section 8.1.
                writeReset(opened, Status.OK);
                connection.batcher().flushLater();
            }
        } else {
            terminate(connection.lost(written.cause()), Metadata.EMPTY, Origin.THIS_SIDE, false);
        }
    }

    @Override
    void onHeaders(Http2Headers trailers, boolean end) {
        if (end) {
            remoteEnd();
        }
    }

    /** At once, so that a handler that waits for it finds the message still where it was read. */
    @Override
    void onLastHanded() {
        remoteEnd();
    }

    @Override
    void onDataEnd() {
        remoteEnd();
    }

    @Override
    boolean mayHaveMore() {
        return true;
    }

    @Override
    void onRemoteEnd() {
        handHalfClose();
    }

    @Override
    void onReset(long code) {
        // Whatever the code: nobody waits for the reply any more.
        Status why = StatusCode.CANCELLED.withMessage(ResetCode.statusOf(code).message());
        terminate(why, Metadata.EMPTY, Origin.PEER, false);
    }

    @Override
    void onH2Closed() {
        if (!endWritten) {
            terminate(connection.lost(null), Metadata.EMPTY, Origin.THIS_SIDE, false);
        }
    }

    /** With a status if that can go at once; else, behind messages that wait for window, it would come too late. */
    @Override
    void tellPeer(Http2Stream stream, Status status) {
        if (endWritten || connection.encoder().flowController().hasFlowControlled(stream)) {
            writeReset(stream, status);
        } else {
            writeEnd(status, Metadata.EMPTY);
            if (peerMaySend(opened)) {
                connection
                        .encoder()
                        .writeRstStream(connection.ctx(), stream.id(), Http2Error.NO_ERROR.code(), promise());
            }
        }
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
    public boolean sendsOnce() {
        return false;
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
