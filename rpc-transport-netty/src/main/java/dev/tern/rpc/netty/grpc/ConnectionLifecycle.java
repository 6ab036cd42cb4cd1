package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.netty.io.WriteBatcher;
import dev.tern.rpc.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connection begins and ends: preface and SETTINGS with their deadline, draining, and the ways it can be over. What
 * one read causes is flushed once.
 *
 * <p>Longer than most files here: the phases and every way out of them are easier to check in one place.
 */
abstract class ConnectionLifecycle extends Http2ConnectionHandler implements Connection, WriteBatcher.Pump {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLifecycle.class);

    /** How long a peer has to close after it was told to. */
    private static final long LINGER_SECONDS = 1;

    /** Text in a GOAWAY is for people; this is enough of it. */
    private static final int MAX_DEBUG_CHARS = 512;

    /** How far a connection is; only ever moves forward. */
    private enum Phase {
        /** The peer's SETTINGS have not come. */
        HANDSHAKE,
        /** Streams may be opened. */
        OPEN,
        /** The streams there are may run to their end. */
        DRAINING,
        /** Streams are over; only the socket may be left. */
        CLOSED
    }

    private final GrpcSettings settings;
    private final LiveConnections registry;

    @SuppressWarnings("NullAway.Init") // set when the handler is added, before anything else can happen
    private ChannelHandlerContext ctx;

    @SuppressWarnings("NullAway.Init") // as ctx
    private WriteBatcher batcher;

    @SuppressWarnings("NullAway.Init") // set when the channel is active, before the connection is given to anyone
    private SocketAddress peer;

    /** Written by the event loop, read by any thread. */
    private volatile Phase phase = Phase.HANDSHAKE;

    /** Why it is over. Event loop. */
    private @Nullable Status reason;

    /** What the channel failed with. Event loop. */
    private @Nullable Throwable failure;

    /** What the peer said in a GOAWAY that is no farewell: a better reason than the close that follows. Event loop. */
    private @Nullable Status blame;

    /** Whether the socket is gone. Event loop. */
    private boolean gone;

    /** Whether the last event was given. Event loop. */
    private boolean ended;

    /** Event loop. */
    private @Nullable Future<?> handshakeDeadline;

    ConnectionLifecycle(
            Http2ConnectionDecoder decoder,
            Http2ConnectionEncoder encoder,
            Http2Settings own,
            GrpcSettings settings,
            LiveConnections registry) {
        super(decoder, encoder, own, true, false);
        this.settings = settings;
        this.registry = registry;
    }

    final GrpcSettings settings() {
        return settings;
    }

    final ChannelHandlerContext ctx() {
        return ctx;
    }

    final WriteBatcher batcher() {
        return batcher;
    }

    final boolean inEventLoop() {
        return ctx.executor().inEventLoop();
    }

    @Override
    public final SocketAddress peer() {
        return peer;
    }

    final boolean isDraining() {
        return phase == Phase.DRAINING;
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        this.ctx = ctx;
        this.batcher = new WriteBatcher(ctx, this);
        super.handlerAdded(ctx);
        if (ctx.channel().isActive()) {
            start();
        }
    }

    @Override
    public final void channelActive(ChannelHandlerContext ctx) throws Exception {
        super.channelActive(ctx);
        start();
    }

    private void start() throws Http2Exception {
        peer = ctx.channel().remoteAddress();
        registry.begun(this);
        handshakeDeadline = ctx.executor()
                .schedule(
                        () -> end(unavailable("no HTTP/2 SETTINGS in " + settings.handshakeTimeoutMillis() + " ms")),
                        settings.handshakeTimeoutMillis(),
                        TimeUnit.MILLISECONDS);
        onStart();
        batcher.flushLater();
    }

    /** The preface and this side's SETTINGS are written. */
    abstract void onStart() throws Http2Exception;

    /** The peer's first SETTINGS have come: the connection is live. */
    final void open() {
        if (phase == Phase.HANDSHAKE) {
            phase = Phase.OPEN;
            cancelHandshakeDeadline();
            onReady();
        }
    }

    private void cancelHandshakeDeadline() {
        if (handshakeDeadline != null) {
            handshakeDeadline.cancel(false);
            handshakeDeadline = null;
        }
    }

    /** The handshake is done. */
    abstract void onReady();

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        batcher.readBegins();
        super.channelRead(ctx, message);
    }

    @Override
    protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (phase == Phase.CLOSED) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(ctx, in, out);
        }
    }

    /** Unlike the base class's it does not read on by itself: a peer that takes no bytes may send none. */
    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        batcher.readEnds();
    }

    @Override
    public final void flush(ChannelHandlerContext ctx) {
        batcher.readEnds();
    }

    /** Writes what flow control lets through. All frames go to the channel by Netty's own writer. */
    @Override
    public final boolean pump() {
        try {
            encoder().flowController().writePendingBytes();
        } catch (Http2Exception error) {
            onError(ctx, true, error);
        }
        batcher.wroteElsewhere();
        return false;
    }

    /** Unlike the base class's it does not flush here, which may be in the middle of a flush, but soon. */
    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        onWritable(ctx.channel().isWritable());
        encoder().flowController().channelWritabilityChanged();
        if (ctx.channel().isWritable()) {
            batcher.flushLater();
        }
    }

    /** The socket's backlog has crossed a watermark. */
    void onWritable(boolean writable) {}

    @Override
    public final void drain() {
        run(this::startDraining);
    }

    private void startDraining() {
        if (phase == Phase.HANDSHAKE) {
            end(unavailable("drained before the handshake was done"));
        } else if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
            onDrainStarts();
            batcher.flushLater();
            checkDrained();
        }
    }

    /** Tells the peer, or this side alone, that no more streams are wanted. */
    abstract void onDrainStarts();

    /** The peer opens and accepts no more streams. */
    final void peerDrains() {
        if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
        }
        checkDrained();
    }

    /** The peer has told why it is going to close the connection. */
    final void blame(Status why) {
        blame = why;
    }

    /** Ends a draining connection if no stream is left. */
    final void checkDrained() {
        if (gone) {
            checkEnded();
        } else if (phase == Phase.DRAINING && !hasStreams()) {
            onDrained();
        }
    }

    /** Whether a stream is live, or waits to be sent. */
    abstract boolean hasStreams();

    /** No stream is left on a draining connection: closes it, or waits for the peer to. */
    abstract void onDrained();

    /** Closes once everything written is handed to the socket. */
    final void closeWhenFlushed() {
        batcher.flush();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes if the peer has not done it in a while. */
    final void closeLater() {
        ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    /** The last stream that reached the application, as GOAWAY says it. */
    abstract int lastAccepted();

    @Override
    public final void close(Status reason) {
        run(() -> end(reason));
    }

    /** The connection is over because this side says so, or the peer did in good form. */
    final void end(Status why) {
        if (phase == Phase.CLOSED) {
            // The socket may be gone while streams linger: this ends them too.
            endStreams(why, true);
            checkEnded();
            return;
        }
        boolean spoken = phase != Phase.HANDSHAKE;
        over(why);
        if (spoken) {
            writeGoAway(lastAccepted(), Http2Error.NO_ERROR, why.message());
        }
        batcher.flush();
        ctx.close();
    }

    /** The peer broke the protocol, or this side could not go on: a connection error; RFC 9113, section 5.4.1. */
    @Override
    protected final void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (error == null && cause instanceof IOException) {
            // The socket is gone, and a write was the first to notice.
            failure = cause;
            ctx.close();
            return;
        }
        Http2Error code = error == null ? Http2Error.INTERNAL_ERROR : error.error();
        if (error == null) {
            LOG.error("the connection with {} failed", peer, cause);
        } else {
            LOG.debug("the connection with {} fails: {} {}", peer, code, cause.getMessage());
        }
        StatusCode status = code == Http2Error.ENHANCE_YOUR_CALM ? StatusCode.RESOURCE_EXHAUSTED : StatusCode.INTERNAL;
        fail(
                code,
                cause.getMessage() == null ? cause.toString() : cause.getMessage(),
                (phase == Phase.HANDSHAKE ? StatusCode.UNAVAILABLE : status)
                        .withMessage("connection with " + peer + " failed: " + code + ", " + cause.getMessage())
                        .withCause(cause));
    }

    /** Ends the connection with an error that the peer is told. */
    final void fail(Http2Error code, String text, Status why) {
        over(why);
        if (!(ctx.channel() instanceof DuplexChannel duplex)) {
            ctx.close();
            return;
        }
        // The socket is not closed at once: unread bytes would have the kernel throw away what was just sent.
        writeGoAway(lastAccepted(), code, text);
        batcher.flush();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> duplex.shutdownOutput());
        ctx.channel().config().setAutoRead(true);
        closeLater();
    }

    /** Writes a GOAWAY past the base class, which would close the socket by itself. */
    final void writeGoAway(int lastStream, Http2Error code, String text) {
        String cut = text.length() > MAX_DEBUG_CHARS ? text.substring(0, MAX_DEBUG_CHARS) : text;
        frameWriter()
                .writeGoAway(ctx, lastStream, code.code(), ByteBufUtil.writeUtf8(ctx.alloc(), cut), ctx.newPromise());
    }

    private void over(Status why) {
        phase = Phase.CLOSED;
        reason = why;
        cancelHandshakeDeadline();
        endStreams(why, true);
    }

    /** Ends all streams; those of which everything has come, only if {@code lingering}. */
    abstract void endStreams(Status why, boolean lingering);

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (cause instanceof Http2Exception) {
            super.exceptionCaught(ctx, cause);
        } else {
            failure = cause;
            ctx.close();
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) throws Exception {
        gone = true;
        cancelHandshakeDeadline();
        // Closes the HTTP/2 streams; each is ended with what lost says, unless all of it has come.
        super.channelInactive(ctx);
        if (phase != Phase.CLOSED) {
            reason = lost(failure);
            phase = Phase.CLOSED;
            endStreams(reason, false);
        }
        batcher.close(failure == null ? new ClosedChannelException() : failure);
        if (hasStreams()) {
            onLinger();
        }
        checkEnded();
    }

    /** The connection is gone, but streams of which everything has come are not delivered yet. */
    void onLinger() {}

    private void checkEnded() {
        // Not while the streams are still being closed: the reason is not known before.
        if (gone && phase == Phase.CLOSED && !ended && !hasStreams()) {
            ended = true;
            registry.ended(this);
            try {
                onEnded(Objects.requireNonNull(reason));
            } catch (RuntimeException | Error bug) {
                LOG.error("a listener of the connection with {} threw", peer, bug);
            }
        }
    }

    /** The last event. */
    abstract void onEnded(Status why);

    /** What streams end with when the connection is lost. */
    final Status lost(@Nullable Throwable cause) {
        if (reason != null) {
            return reason;
        }
        if (blame != null) {
            return blame;
        }
        Throwable known = failure == null ? cause : failure;
        Status status = unavailable(known == null ? "closed by the peer" : "lost: " + known.getMessage());
        return known == null ? status : status.withCause(known);
    }

    final Status unavailable(String why) {
        return StatusCode.UNAVAILABLE.withMessage("connection with " + peer + ": " + why);
    }

    private void run(Runnable action) {
        batcher.submit(new QueuedWrite() {
            @Override
            protected void run() {
                action.run();
            }
        });
    }
}
