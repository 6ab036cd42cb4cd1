package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.HelloFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.netty.io.WriteBatcher;
import dev.tern.rpc.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a connection begins and ends: preface and HELLO with their deadline, draining, and the ways it can be over. It is
 * the handler that is straight on the channel: reads are decoded in place, everything they cause is flushed once.
 *
 * <p>Longer than most files here: the phases and every way out of them are easier to check in one place.
 */
abstract class ConnectionLifecycle extends ChannelInboundHandlerAdapter
        implements Connection, FrameDecoder.Frames, WriteBatcher.Pump {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLifecycle.class);

    /** How long a peer has to close after it was told to. */
    private static final long LINGER_SECONDS = 1;

    /** How far a connection is; only ever moves forward. */
    private enum Phase {
        /** Preface and HELLO are not both there. */
        HANDSHAKE,
        /** Streams may be opened. */
        OPEN,
        /** The streams there are may run to their end. */
        DRAINING,
        /** Streams are over; only the socket may be left. */
        CLOSED
    }

    private final FramedSettings settings;
    private final LiveConnections registry;
    private final FrameDecoder decoder = new FrameDecoder(this);

    @SuppressWarnings("NullAway.Init") // set when the handler is added, before anything else can happen
    private ChannelHandlerContext ctx;

    @SuppressWarnings("NullAway.Init") // as ctx
    private WriteBatcher batcher;

    @SuppressWarnings("NullAway.Init") // set with the peer's HELLO, before any stream is there
    private Hello peerLimits;

    @SuppressWarnings("NullAway.Init") // set when the channel is active, before the connection is given to anyone
    private SocketAddress peer;

    /** Written by the event loop, read by any thread. */
    private volatile Phase phase = Phase.HANDSHAKE;

    /** Whether the peer has shown that it speaks this protocol. Event loop. */
    private boolean prefaceSeen;

    /** Why it is over. Event loop. */
    private @Nullable Status reason;

    /** What the channel failed with. Event loop. */
    private @Nullable Throwable failure;

    /** Whether the socket is gone. Event loop. */
    private boolean gone;

    /** Whether the last event was given. Event loop. */
    private boolean ended;

    /** Event loop. */
    private @Nullable Future<?> handshakeDeadline;

    ConnectionLifecycle(FramedSettings settings, LiveConnections registry) {
        this.settings = settings;
        this.registry = registry;
    }

    final FramedSettings settings() {
        return settings;
    }

    /** What this side accepts. */
    final Hello own() {
        return settings.hello();
    }

    /** What the peer accepts. */
    final Hello peerLimits() {
        return peerLimits;
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

    final boolean isHandshaken() {
        return phase != Phase.HANDSHAKE;
    }

    /** Whether streams may be opened. */
    final boolean isOpen() {
        return phase == Phase.OPEN;
    }

    final boolean isDraining() {
        return phase == Phase.DRAINING;
    }

    /** Whether frames may be written. */
    final boolean isOpenForWrites() {
        return phase == Phase.OPEN || phase == Phase.DRAINING;
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        this.batcher = new WriteBatcher(ctx, this);
        if (ctx.channel().isActive()) {
            start();
        }
    }

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        start();
    }

    private void start() {
        peer = ctx.channel().remoteAddress();
        registry.begun(this);
        handshakeDeadline = ctx.executor()
                .schedule(
                        () -> end(unavailable("no handshake in " + settings.handshakeTimeoutMillis() + " ms")),
                        settings.handshakeTimeoutMillis(),
                        TimeUnit.MILLISECONDS);
        ByteBuf out = batcher.batch(Preface.BYTES + HelloFrame.MAX_LENGTH);
        Preface.write(out);
        HelloFrame.write(out, own());
        batcher.flushLater();
    }

    @Override
    public final void onPreface(long preface) {
        if (preface != Preface.VALUE) {
            throw WireException.connection(
                    StatusCode.UNAVAILABLE,
                    String.format("it speaks another protocol or version: its first bytes are %016x", preface));
        }
        prefaceSeen = true;
    }

    final void receiveHello(ByteBuf body) {
        peerLimits = HelloFrame.read(body);
        decoder.limit(own().maxFrameBytes());
        phase = Phase.OPEN;
        cancelHandshakeDeadline();
        onHello(peerLimits);
    }

    private void cancelHandshakeDeadline() {
        if (handshakeDeadline != null) {
            handshakeDeadline.cancel(false);
            handshakeDeadline = null;
        }
    }

    /** The peer's limits are known: the connection is live. */
    abstract void onHello(Hello peer);

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        batcher.readBegins();
        try {
            if (phase != Phase.CLOSED) {
                decoder.decode(in, ctx.alloc());
            }
        } catch (WireException error) {
            fail(error.status());
        } catch (RuntimeException | Error bug) {
            LOG.error("reading from {} failed", peer, bug);
            fail(StatusCode.INTERNAL.withMessage("reading failed").withCause(bug));
        } finally {
            in.release();
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        batcher.readEnds();
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
        onWritable(ctx.channel().isWritable());
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
            GoAwayFrame.write(batcher.batch(Hello.HEAD_BYTES), lastAccepted(), Status.OK);
            batcher.flushLater();
            checkDrained();
        }
    }

    /** This side opens no more streams. */
    void onDrainStarts() {}

    /** The peer opens and accepts no more streams. */
    final void peerDrains() {
        if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
        }
        checkDrained();
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
        over(why);
        if (prefaceSeen) {
            writeGoAway(why);
            batcher.flush();
        }
        ctx.close();
    }

    /** The peer broke the protocol, or this side could not go on: a connection error. */
    private void fail(Status error) {
        if (phase == Phase.CLOSED) {
            return;
        }
        LOG.debug("connection with {} fails: {}", peer, error);
        over(error.withMessage("connection with " + peer + " failed: " + error.message()));
        if (!prefaceSeen || !(ctx.channel() instanceof DuplexChannel duplex)) {
            ctx.close();
            return;
        }
        // The socket is not closed at once: unread bytes would have the kernel throw away what was just sent.
        writeGoAway(error);
        batcher.flush();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> duplex.shutdownOutput());
        ctx.channel().config().setAutoRead(true);
        closeLater();
    }

    private void writeGoAway(Status why) {
        GoAwayFrame.write(
                batcher.batch(Hello.HEAD_BYTES), lastAccepted(), StatusBlock.cut(why, own().maxMetadataBytes()));
    }

    private void over(Status why) {
        phase = Phase.CLOSED;
        reason = why;
        cancelHandshakeDeadline();
        decoder.close();
        endStreams(why, true);
    }

    /** Ends all streams; those of which everything has come, only if {@code lingering}. */
    abstract void endStreams(Status why, boolean lingering);

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        failure = cause;
        ctx.close();
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        gone = true;
        boolean cut = decoder.isInsideFrame();
        decoder.close();
        cancelHandshakeDeadline();
        if (phase != Phase.CLOSED) {
            Status lost = failure != null || !cut ? lost(failure) : unavailable("ended inside a frame");
            reason = lost;
            phase = Phase.CLOSED;
            endStreams(lost, false);
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
        if (gone && !ended && !hasStreams()) {
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
        Status status = unavailable(cause == null ? "closed by the peer" : "lost: " + cause.getMessage());
        return cause == null ? status : status.withCause(cause);
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
