package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.AcceptEncoding;
import dev.tern.rpc.netty.grpc.wire.ContentType;
import dev.tern.rpc.netty.grpc.wire.HeaderNames;
import dev.tern.rpc.netty.grpc.wire.MethodPaths;
import dev.tern.rpc.netty.grpc.wire.Responses;
import dev.tern.rpc.netty.grpc.wire.Timeout;
import dev.tern.rpc.netty.grpc.wire.WireException;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PingStrikes;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.StreamListener;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A connection as the server has it: a request head becomes a stream, within the limits. */
final class LiveServerConnection extends LiveConnection {
    /** The opaque bytes of the PING that follows a first GOAWAY. */
    private static final long DRAIN_OPAQUE = 0x7465_726e_6472_6169L;

    /** How long the answer to that may take: a client that answers no PING is not waited for. */
    private static final long DRAIN_ANSWER_SECONDS = 1;

    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final ConnectionAcceptor acceptor;
    private final PingStrikes pingStrikes;
    private final MethodPaths paths = new MethodPaths();
    private final Responses responses = new Responses();

    /** There once the handshake is done. Event loop. */
    private @Nullable ServerConnectionListener listener;

    /** The id of the last stream that the application has seen, or may see. Event loop. */
    private int lastAccepted;

    /** The client's window when its last PING came. Event loop. */
    private int windowAtPing;

    /** Whether the client was told which streams are the last. Event loop. */
    private boolean lastTold;

    LiveServerConnection(
            Http2Codec.Parts parts, GrpcSettings settings, LiveConnections registry, ConnectionAcceptor acceptor) {
        super(parts, settings, registry);
        this.acceptor = acceptor;
        this.pingStrikes = new PingStrikes(settings.minPingIntervalMillis());
    }

    @Override
    void onReady() {
        listener = acceptor.onConnection(this);
    }

    Responses responses() {
        return responses;
    }

    @Override
    int lastAccepted() {
        return lastAccepted;
    }

    @Override
    void onOpeningHeaders(Http2Stream opened, Http2Headers headers, boolean end) {
        CharSequence type = headers.get(HeaderNames.CONTENT_TYPE);
        String encoding = ContentType.encodingOf(type);
        if (!HeaderNames.POST.contentEquals(headers.method())) {
            refuseHttp(opened, end, METHOD_NOT_ALLOWED, "HTTP method " + headers.method() + " is not POST");
        } else if (encoding == null) {
            refuseHttp(opened, end, UNSUPPORTED_MEDIA_TYPE, "content-type " + type + " is not application/grpc");
        } else {
            try {
                start(opened, headers, encoding, end);
            } catch (WireException error) {
                refuse(opened, end, encoding, null, error.status());
            }
        }
    }

    private void start(Http2Stream opened, Http2Headers headers, String encoding, boolean end) {
        Compressor decompressor = null;
        CharSequence compression = headers.get(HeaderNames.GRPC_ENCODING);
        if (compression != null && !HeaderNames.IDENTITY.contentEquals(compression)) {
            decompressor = compressor(compression);
            if (decompressor == null) {
                refuse(
                        opened,
                        end,
                        encoding,
                        acceptEncodings(),
                        StatusCode.UNIMPLEMENTED.withMessage("grpc-encoding '" + compression
                                + "' is not supported; this server takes " + acceptEncodings()));
                return;
            }
        }
        RequestHead head = new RequestHead(
                paths.toMethod(String.valueOf(headers.path())),
                MethodKind.BIDI_STREAMING,
                timeoutOf(headers.get(HeaderNames.GRPC_TIMEOUT)),
                metadataOf(headers),
                encoding,
                null);
        lastAccepted = opened.id();
        LiveServerStream stream = new LiveServerStream(this, opened, encoding, replyCompressor(headers));
        stream.decompressor(decompressor);
        attach(stream, opened);
        if (end) {
            stream.lastComes();
        }
        try {
            StreamListener hears = Objects.requireNonNull(listener).onStream(stream, head);
            stream.start(hears);
        } catch (RuntimeException | Error bug) {
            stream.listenerFailed(bug);
        }
        if (end) {
            guarded(stream, stream::remoteEnd);
        }
    }

    private static long timeoutOf(@Nullable CharSequence timeout) {
        if (timeout == null) {
            return RequestHead.NO_TIMEOUT;
        }
        try {
            return Timeout.parseNanos(timeout);
        } catch (IllegalArgumentException malformed) {
            throw WireException.of(StatusCode.INTERNAL, String.valueOf(malformed.getMessage()));
        }
    }

    /** The first compression here that the client takes, or null. */
    private @Nullable Compressor replyCompressor(Http2Headers headers) {
        for (Compressor compressor : settings().compressors()) {
            if (AcceptEncoding.accepts(headers, compressor.name())) {
                return compressor;
            }
        }
        return null;
    }

    /** Answers a call that no application has seen. */
    private void refuse(
            Http2Stream opened, boolean end, String encoding, @Nullable CharSequence accepts, Status status) {
        answer(
                opened,
                end,
                Responses.trailersOnly(
                        encoding, accepts, status, Metadata.EMPTY, settings().maxMetadataBytes()));
    }

    /** Answers what is no gRPC call. */
    private void refuseHttp(Http2Stream opened, boolean end, int httpStatus, String why) {
        Status status = StatusCode.INTERNAL.withMessage(why);
        answer(opened, end, Responses.notGrpc(httpStatus, status, settings().maxMetadataBytes()));
    }

    private void answer(Http2Stream opened, boolean end, Http2Headers block) {
        encoder().writeHeaders(ctx(), opened.id(), block, 0, true, ctx().newPromise());
        if (!end) {
            encoder().writeRstStream(ctx(), opened.id(), Http2Error.NO_ERROR.code(), ctx().newPromise());
        }
    }

    /** A block of fields over the limit: told in gRPC's terms, so that the caller hears which limit it was. */
    @Override
    protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream opened) {
        Status status = StatusCode.RESOURCE_EXHAUSTED.withMessage("fields of "
                + Http2Codec.maxHeaderListBytes(settings()) + " bytes and more exceed what maxMetadataBytes "
                + settings().maxMetadataBytes() + " lets through");
        answer(
                opened,
                true,
                Responses.trailersOnly(
                        "", null, status, Metadata.EMPTY, settings().maxMetadataBytes()));
    }

    @Override
    void onPing() {
        int window = encoder().flowController().windowSize(connection().connectionStream());
        if (window != windowAtPing) {
            // DATA went out: a client that measures how much of it comes in a round trip may ask as often as that.
            windowAtPing = window;
            pingStrikes.forgive();
        }
        if (pingStrikes.onPing(ctx().executor().ticker().nanoTime())) {
            String complaint = pingStrikes.complaint();
            fail(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "too_many_pings",
                    StatusCode.RESOURCE_EXHAUSTED.withMessage("connection with " + peer() + " failed: " + complaint));
        }
    }

    @Override
    void callSent() {
        pingStrikes.forgive();
    }

    @Override
    void onGoAway(int last, long code, String text) {
        // The client opens no more streams; those it has run to their end, and then it closes.
    }

    /** A peer that takes no bytes may send none: else its requests' replies would pile up here. */
    @Override
    void onWritable(boolean writable) {
        ctx().channel().config().setAutoRead(writable);
    }

    /** Tells the client first to open no more, then, once that has arrived, which streams were the last: RFC 9113, 6.8. */
    @Override
    void onDrainStarts() {
        writeGoAway(Integer.MAX_VALUE, Http2Error.NO_ERROR, "");
        encoder().writePing(ctx(), false, DRAIN_OPAQUE, ctx().newPromise());
        ctx().executor().schedule(this::tellLast, DRAIN_ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    void onPong(long opaque) {
        if (opaque == DRAIN_OPAQUE) {
            tellLast();
        }
    }

    private void tellLast() {
        if (isDraining() && !lastTold) {
            lastTold = true;
            goAway(ctx(), lastAccepted, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx().newPromise());
            batcher().flushLater();
            checkDrained();
        }
    }

    @Override
    boolean hasStreams() {
        return super.hasStreams() || (isDraining() && !lastTold);
    }

    @Override
    void onDrained() {
        // The client closes, so that nothing it has on its way meets a closed socket, which would cost it the replies.
        closeLater();
    }

    @Override
    void onEnded(Status why) {
        if (listener != null) {
            listener.onClosed(why);
        }
    }
}
