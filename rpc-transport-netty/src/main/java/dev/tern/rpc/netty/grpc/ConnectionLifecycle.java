package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.netty.io.ConnectionLife;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PingPolicy;
import dev.tern.rpc.netty.io.WriteBatcher;
import dev.tern.rpc.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How gRPC's wire begins and ends a connection, with what {@link ConnectionLife} has in common: HTTP/2's preface and
 * SETTINGS first, GOAWAY last. What one read causes is flushed once.
 *
 * <p>Longer than most files here: it has all that HTTP/2 does to a connection as a whole.
 */
abstract class ConnectionLifecycle extends Http2ConnectionHandler implements Connection, WriteBatcher.Pump {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLifecycle.class);

    /** The opaque bytes of the PING that asks whether the peer is there; the others in use are not this. */
    private static final long ALIVE_OPAQUE = 0x7465_726e_616c_6976L;

    /** Text in a GOAWAY is for people; this is enough of it. */
    private static final int MAX_DEBUG_CHARS = 512;

    private final GrpcSettings settings;
    private final BatchedFrames frames;
    private final LiveConnections registry;

    @SuppressWarnings("NullAway.Init") // set when the handler is added, before anything else can happen
    private ChannelHandlerContext ctx;

    @SuppressWarnings("NullAway.Init") // as ctx
    private WriteBatcher batcher;

    @SuppressWarnings("NullAway.Init") // as ctx
    private ConnectionLife life;

    ConnectionLifecycle(Http2Codec.Parts parts, GrpcSettings settings, LiveConnections registry) {
        super(parts.decoder(), parts.encoder(), parts.own(), true, false);
        this.frames = parts.frames();
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

    final ConnectionLife life() {
        return life;
    }

    public final boolean inEventLoop() {
        return ctx.executor().inEventLoop();
    }

    @Override
    public final SocketAddress peer() {
        return life.peer();
    }

    @Override
    public final Optional<TlsSession> tls() {
        return Optional.ofNullable(life.tls());
    }

    final boolean isDraining() {
        return life.isDraining();
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) throws Exception {
        this.ctx = ctx;
        this.batcher = new WriteBatcher(ctx, this);
        frames.writeTo(batcher);
        this.life = new ConnectionLife(this, settings.life(), registry, ctx, batcher, new Grpc());
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
        life.begin("HTTP/2 SETTINGS");
        onStart();
        batcher.flushLater();
    }

    /** The preface and this side's SETTINGS are written. */
    abstract void onStart() throws Http2Exception;

    /** The peer's first SETTINGS have come: the connection is live, at once or with the end of this read. */
    void onFirstSettings() {
        open();
    }

    /** The handshake is done, unless it was before, or the connection is over. */
    final void open() {
        if (!life.isHandshaken()) {
            life.open(pings());
            onReady();
        }
    }

    /** When to ask whether the peer is there. */
    PingPolicy pings() {
        return settings.life().pings();
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
        if (life.isClosed()) {
            in.skipBytes(in.readableBytes());
        } else {
            super.decode(ctx, in, out);
        }
    }

    /** Unlike the base class's it does not read on by itself: a peer that takes no bytes may send none. */
    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        life.onRead();
        onReadEnds();
        discardSomeReadBytes();
        batcher.readEnds();
    }

    @Override
    public final void flush(ChannelHandlerContext ctx) {
        batcher.readEnds();
    }

    /** What one read had has been seen. */
    void onReadEnds() {}

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
            batcher.writableAgain();
        }
    }

    /** The socket's backlog has crossed a watermark. */
    void onWritable(boolean writable) {}

    @Override
    public final void drain() {
        life.drain();
    }

    /** Tells the peer, or this side alone, that no more streams are wanted. */
    abstract void onDrainStarts();

    /** The peer opens and accepts no more streams. */
    final void peerDrains() {
        life.peerDrains();
    }

    /** The peer has told why it is going to close the connection. */
    final void blame(Status why) {
        life.blame(why);
    }

    /** Ends a draining connection if no stream is left. */
    final void checkDrained() {
        life.checkDrained();
    }

    /** Whether a stream is live, or waits to be sent. */
    abstract boolean hasStreams();

    /** No stream is left on a draining connection: closes it, or waits for the peer to. */
    abstract void onDrained();

    /** The connection is going to be drained because it is idle. */
    void onIdle() {}

    /** Closes once everything written is handed to the socket. */
    final void closeWhenFlushed() {
        life.closeWhenFlushed();
    }

    /** Closes if the peer has not done it in a while. */
    final void closeLater() {
        life.closeLater();
    }

    /** The last stream that reached the application, as GOAWAY says it. */
    abstract int lastAccepted();

    @Override
    public final void close(Status reason) {
        life.close(reason);
    }

    /** The connection is over because this side says so, or the peer did in good form. */
    final void end(Status why) {
        life.end(why);
    }

    /** The peer broke the protocol, or this side could not go on: a connection error; RFC 9113, section 5.4.1. */
    @Override
    protected final void onConnectionError(
            ChannelHandlerContext ctx, boolean outbound, Throwable cause, @Nullable Http2Exception error) {
        if (life.isClosed()) {
            return;
        }
        if (error == null && cause instanceof IOException) {
            // The socket is gone, and a write was the first to notice.
            life.channelFailed(cause);
            return;
        }
        Http2Error code = error == null ? Http2Error.INTERNAL_ERROR : error.error();
        if (error == null) {
            LOG.error("the connection with {} failed", peer(), cause);
        } else {
            LOG.debug("the connection with {} fails: {} {}", peer(), code, cause.getMessage());
        }
        StatusCode status = code == Http2Error.ENHANCE_YOUR_CALM ? StatusCode.RESOURCE_EXHAUSTED : StatusCode.INTERNAL;
        fail(
                code,
                cause.getMessage() == null ? cause.toString() : cause.getMessage(),
                (life.isHandshaken() ? status : StatusCode.UNAVAILABLE)
                        .withMessage("connection with " + peer() + " failed: " + code + ", " + cause.getMessage())
                        .withCause(cause));
    }

    /** Ends the connection with an error that the peer is told. */
    final void fail(Http2Error code, String text, Status why) {
        life.over(why);
        writeGoAway(lastAccepted(), code, text);
        life.closeAfterError();
    }

    /** Writes a GOAWAY past the base class, which would close the socket by itself. */
    final void writeGoAway(int lastStream, Http2Error code, String text) {
        String cut = text.length() > MAX_DEBUG_CHARS ? text.substring(0, MAX_DEBUG_CHARS) : text;
        frameWriter()
                .writeGoAway(ctx, lastStream, code.code(), ByteBufUtil.writeUtf8(ctx.alloc(), cut), ctx.newPromise());
    }

    /** Ends all streams; those of which everything has come, only if {@code lingering}. */
    abstract void endStreams(Status why, boolean lingering);

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
        if (cause instanceof Http2Exception) {
            super.exceptionCaught(ctx, cause);
        } else {
            life.channelFailed(cause);
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) throws Exception {
        life.gone();
        onGone();
        // Closes the HTTP/2 streams; each is ended with what lost says, unless all of it has come.
        super.channelInactive(ctx);
        life.goneWith(life.lost(null));
    }

    /** The socket is gone; HTTP/2 streams are about to be closed, and none may be opened. */
    void onGone() {}

    /** The connection is gone, but streams of which everything has come are not delivered yet. */
    void onLinger() {}

    /** The last event. */
    abstract void onEnded(Status why);

    /** What streams end with when the connection is lost. */
    final Status lost(@Nullable Throwable cause) {
        return life.lost(cause);
    }

    final Status unavailable(String why) {
        return life.unavailable(why);
    }

    /** What gRPC's wire does its own way. */
    private final class Grpc implements ConnectionLife.Wire {
        @Override
        public boolean hasStreams() {
            return ConnectionLifecycle.this.hasStreams();
        }

        @Override
        public void endStreams(Status why, boolean lingering) {
            ConnectionLifecycle.this.endStreams(why, lingering);
        }

        @Override
        public void onDrainStarts() {
            ConnectionLifecycle.this.onDrainStarts();
        }

        @Override
        public void onDrained() {
            ConnectionLifecycle.this.onDrained();
        }

        @Override
        public void writeFarewell(Status why, boolean handshaken) {
            if (handshaken) {
                writeGoAway(lastAccepted(), Http2Error.NO_ERROR, why.message());
            }
        }

        @Override
        public void writePing() {
            encoder().writePing(ctx, false, ALIVE_OPAQUE, ctx.newPromise());
        }

        @Override
        public void onIdle() {
            ConnectionLifecycle.this.onIdle();
        }

        @Override
        public void onLinger() {
            ConnectionLifecycle.this.onLinger();
        }

        @Override
        public void onEnded(Status why) {
            ConnectionLifecycle.this.onEnded(why);
        }
    }
}
