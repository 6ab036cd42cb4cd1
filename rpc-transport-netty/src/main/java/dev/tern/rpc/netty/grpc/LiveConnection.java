package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.AcceptEncoding;
import dev.tern.rpc.netty.grpc.wire.RepeatedMetadata;
import dev.tern.rpc.netty.grpc.wire.WireException;
import dev.tern.rpc.netty.io.Backlog;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PacedConnection;
import dev.tern.rpc.netty.io.PacedStream;
import dev.tern.rpc.netty.io.QueuedWrite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with its streams: gives each frame that comes to whom it is for. What comes before and after is in {@link
 * ConnectionLifecycle}; what HTTP/2 itself demands of frames, Netty has checked.
 *
 * <p>Longer than most files here: it has one short method for each frame.
 */
abstract class LiveConnection extends ConnectionLifecycle implements PacedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);

    private final Http2Connection.PropertyKey streamKey;
    private final ReceiveFlow received;
    private final BandwidthProbe bandwidth;
    private final CutData cut;

    /** Opening messages that wait. */
    private final Backlog backlog;

    /** Streams that are closed, of which everything has come and is not delivered yet. Event loop. */
    private final Set<LiveStream> lingering = new HashSet<>();

    /** Streams that this side reset, and may still hear of. Event loop. */
    private final ResetStreams reset = new ResetStreams();

    /** Says of a frame that it is in the batch. */
    @SuppressWarnings("NullAway.Init") // set as the connection starts, before a call can be there
    private ChannelPromise batched;

    /** Reads the metadata of heads that have come. Event loop. */
    private final RepeatedMetadata heads = new RepeatedMetadata();

    /** Reads that of trailers. Event loop. */
    private final RepeatedMetadata trailers = new RepeatedMetadata();

    /** What this side can decompress, as the field says it. */
    private final CharSequence acceptEncodings;

    /** What the peer says a block of fields may measure. Written by the event loop. */
    private volatile long peerMaxHeaderListBytes = Long.MAX_VALUE;

    LiveConnection(Http2Codec.Parts parts, GrpcSettings settings, LiveConnections registry) {
        super(parts, settings, registry);
        this.cut = parts.cut();
        this.received = new ReceiveFlow(this, settings);
        this.bandwidth = new BandwidthProbe(settings.streamWindowBytes(), settings.maxStreamWindowBytes());
        this.backlog = new Backlog(settings.backlogHighBytes(), settings.backlogLowBytes());
        this.acceptEncodings = AcceptEncoding.of(settings.compressors());
        this.streamKey = connection().newKey();
        decoder().frameListener(new Frames());
        connection().addListener(new Closings());
    }

    @Override
    final void onStart() throws Http2Exception {
        batched = ctx().newPromise().setSuccess();
        received.open();
    }

    /** Of a call's frame: done, for nearly all are in the batch at once. */
    final ChannelPromise batched() {
        return batched;
    }

    final ReceiveFlow received() {
        return received;
    }

    /** How much is still to come of the stream's DATA that is being read. Event loop. */
    final int stillToCome(ReceivingStream stream) {
        return stream.h2 == null ? 0 : cut.stillToCome(stream.h2.id());
    }

    final ByteBufAllocator allocator() {
        return ctx().alloc();
    }

    final CharSequence acceptEncodings() {
        return acceptEncodings;
    }

    /** The metadata of a head that has come. Event loop. */
    final Metadata metadataOf(Http2Headers head) {
        return heads.read(head, settings().maxMetadataBytes());
    }

    /** The metadata of trailers that have come. Event loop. */
    final Metadata trailersOf(Http2Headers block) {
        return trailers.read(block, settings().maxMetadataBytes());
    }

    /** The compression of a name, or null if there is none here. */
    final @Nullable Compressor compressor(CharSequence name) {
        for (Compressor compressor : settings().compressors()) {
            if (compressor.name().contentEquals(name)) {
                return compressor;
            }
        }
        return null;
    }

    /** What the peer says a block of fields may measure; any thread. */
    final long peerMaxHeaderListBytes() {
        return peerMaxHeaderListBytes;
    }

    @Override
    public final void submit(QueuedWrite write) {
        batcher().submit(write);
    }

    final void attach(LiveStream stream, Http2Stream opened) {
        stream.h2 = opened;
        opened.setProperty(streamKey, stream);
    }

    private @Nullable LiveStream stream(int id) {
        Http2Stream opened = connection().stream(id);
        return opened == null ? null : opened.getProperty(streamKey);
    }

    /** Does something with each stream that is open in HTTP/2's sense; streams may end meanwhile. */
    final void forEachStream(Consumer<LiveStream> action) {
        List<LiveStream> all = new ArrayList<>(connection().numActiveStreams());
        try {
            connection().forEachActiveStream(opened -> {
                LiveStream stream = opened.getProperty(streamKey);
                if (stream != null) {
                    all.add(stream);
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
        all.forEach(action);
    }

    @Override
    public final Backlog backlog() {
        return backlog;
    }

    @Override
    public void watchReady(PacedStream stream) {
        backlog.watch(stream);
    }

    /** A call's frame goes out: the connection is in use. Event loop. */
    abstract void callSent();

    /** A header block has come for a stream that has none of this side's. */
    abstract void onOpeningHeaders(Http2Stream opened, Http2Headers headers, boolean end);

    /** The peer's SETTINGS have come and are in force. */
    void onSettings() {}

    abstract void onPing();

    /** The answer to a PING of this side that is not the bandwidth probe's. */
    void onPong(long opaque) {}

    abstract void onGoAway(int last, long code, String text);

    /** A stream is closed in HTTP/2's sense. */
    void onStreamClosed() {}

    @Override
    boolean hasStreams() {
        return connection().numActiveStreams() > 0 || !lingering.isEmpty();
    }

    @Override
    void endStreams(Status why, boolean alsoLingering) {
        forEachStream(stream -> {
            if (alsoLingering || !stream.lingers()) {
                endStream(stream, why);
            }
        });
        if (alsoLingering) {
            List.copyOf(lingering).forEach(stream -> endStream(stream, why));
        }
    }

    private static void endStream(LiveStream stream, Status why) {
        stream.terminate(why, Metadata.EMPTY, Origin.THIS_SIDE, false);
    }

    /** A stream's listener has heard its end, or is about to. Event loop. */
    void forget(LiveStream stream) {
        if (lingering.remove(stream)) {
            checkDrained();
        }
    }

    /** A stream is closed and its listener has not heard all of it. */
    final void linger(LiveStream stream) {
        lingering.add(stream);
    }

    /** Runs what may find that the peer broke gRPC's rules in a stream, which then ends. */
    final void guarded(ReceivingStream stream, Runnable action) {
        try {
            action.run();
        } catch (WireException error) {
            fail(stream, error);
        }
    }

    private void fail(ReceivingStream stream, WireException error) {
        LOG.debug("a stream with {} fails: {}", peer(), error.status());
        stream.abort(error.status());
    }

    @Override
    protected void onStreamError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, Http2Exception.StreamException error) {
        if (outbound && error.error() == Http2Error.STREAM_CLOSED) {
            // What waited for window when its stream was closed; whoever closed it has said why.
            return;
        }
        if (!outbound && error.error() == Http2Error.STREAM_CLOSED && reset.contains(error.streamId())) {
            // It was on its way when this side reset the stream; RFC 9113, section 5.1, "closed". An answer to each
            // frame
            // would count against the peer as if it had provoked them.
            return;
        }
        if (!connection().isServer() && connection().remote().isValidStreamId(error.streamId())) {
            // Netty would refuse the stream alone; RFC 9113, section 5.1, "idle".
            onError(
                    ctx,
                    outbound,
                    Http2Exception.connectionError(
                            Http2Error.PROTOCOL_ERROR, "a server opened stream %d", error.streamId()));
            return;
        }
        if (!(error instanceof Http2Exception.HeaderListSizeException)) {
            rememberRefused(error.streamId());
        }
        LiveStream stream = stream(error.streamId());
        if (stream != null) {
            StatusCode code = error instanceof Http2Exception.HeaderListSizeException
                    ? StatusCode.RESOURCE_EXHAUSTED
                    : StatusCode.INTERNAL;
            stream.terminate(
                    code.withMessage("stream failed: " + error.error() + ", " + error.getMessage())
                            .withCause(error),
                    Metadata.EMPTY,
                    Origin.THIS_SIDE,
                    false);
        }
        super.onStreamError(ctx, outbound, cause, error);
    }

    /**
     * Has Netty know of a stream whose first block it refused, which it closes right after. What the client has sent on it
     * meanwhile is then late; on a stream that never was it would be an error of the connection, and so of everyone's calls.
     */
    private void rememberRefused(int id) {
        Http2Connection.Endpoint<?> client = connection().remote();
        if (connection().isServer() && client.isValidStreamId(id) && !client.mayHaveCreatedStream(id)) {
            int limit = client.maxActiveStreams();
            client.maxActiveStreams(Integer.MAX_VALUE);
            try {
                client.createStream(id, false);
            } catch (Http2Exception late) {
                LOG.debug("stream {} with {} is not known: {}", id, peer(), late.getMessage());
            } finally {
                client.maxActiveStreams(limit);
            }
        }
    }

    private void onFollowingHeaders(LiveStream stream, Http2Headers headers, boolean end) {
        try {
            stream.onHeaders(headers, end);
        } catch (WireException error) {
            fail(stream, error);
        }
    }

    private int onData(LiveStream stream, ByteBuf data, boolean end) {
        int all = data.readableBytes();
        if (all > 0 && bandwidth.onData(all)) {
            encoder().writePing(ctx(), false, BandwidthProbe.OPAQUE, ctx().newPromise());
        }
        int back = 0;
        if (end) {
            stream.lastComes();
        }
        try {
            stream.onDataBegins();
            back = stream.onData(data);
            if (end) {
                stream.onDataEnd();
            }
        } catch (WireException error) {
            fail(stream, error);
        }
        return back;
    }

    private void onProbeAnswer() {
        int window = bandwidth.onAnswer(
                settings().connectionWindowBytes() / Math.max(1, connection().numActiveStreams()));
        if (window > 0) {
            LOG.debug("windows of streams with {} grow to {} bytes", peer(), window);
            encoder().writeSettings(ctx(), new Http2Settings().initialWindowSize(window), ctx().newPromise());
        }
    }

    /** Hears what Netty has read and found in order. */
    private final class Frames extends Http2FrameAdapter {
        @Override
        public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end) {
            LiveStream stream = stream(id);
            return padding + (stream == null ? data.readableBytes() : onData(stream, data, end));
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean end) {
            Http2Stream opened = connection().stream(id);
            LiveStream stream = opened.getProperty(streamKey);
            if (stream == null) {
                onOpeningHeaders(opened, headers, end);
            } else {
                onFollowingHeaders(stream, headers, end);
            }
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int id, long code) {
            LiveStream stream = stream(id);
            if (stream != null) {
                stream.onReset(code);
            }
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
            Long listBytes = settings.maxHeaderListSize();
            if (listBytes != null) {
                peerMaxHeaderListBytes = listBytes;
            }
            onFirstSettings();
            onSettings();
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long opaque) {
            onPing();
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long opaque) {
            if (opaque == BandwidthProbe.OPAQUE) {
                onProbeAnswer();
            } else {
                onPong(opaque);
            }
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int last, long code, ByteBuf text) {
            onGoAway(last, code, text.toString(StandardCharsets.UTF_8));
        }
    }

    /** Hears of streams that are opened and closed, by whichever side. */
    private final class Closings extends Http2ConnectionAdapter {
        @Override
        public void onStreamActive(Http2Stream opened) {
            life().onStream();
        }

        @Override
        public void onStreamClosed(Http2Stream closed) {
            if (closed.isResetSent()) {
                reset.add(closed.id());
            }
            LiveStream stream = closed.getProperty(streamKey);
            if (stream != null && !stream.isOver()) {
                stream.onH2Closed();
            }
        }

        /** Comes after the stream no longer counts. */
        @Override
        public void onStreamRemoved(Http2Stream removed) {
            LiveConnection.this.onStreamClosed();
            checkDrained();
        }
    }
}
