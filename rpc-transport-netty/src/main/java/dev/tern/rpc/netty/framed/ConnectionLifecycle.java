package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.HelloFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.io.ConnectionLife;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.WriteBatcher;
import dev.tern.rpc.transport.Connection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the native wire begins and ends a connection, with what {@link ConnectionLife} has in common: preface and HELLO
 * first, GOAWAY last. It is the handler that is straight on the channel: reads are decoded in place, everything they cause
 * is flushed once.
 */
abstract class ConnectionLifecycle extends ChannelInboundHandlerAdapter
        implements Connection, FrameDecoder.Frames, WriteBatcher.Pump {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLifecycle.class);

    private final FramedSettings settings;
    private final LiveConnections registry;
    private final FrameDecoder decoder = new FrameDecoder(this);

    @SuppressWarnings("NullAway.Init") // set when the handler is added, before anything else can happen
    private ChannelHandlerContext ctx;

    @SuppressWarnings("NullAway.Init") // as ctx
    private WriteBatcher batcher;

    @SuppressWarnings("NullAway.Init") // as ctx
    private ConnectionLife life;

    @SuppressWarnings("NullAway.Init") // set with the peer's HELLO, before any stream is there
    private Hello peerLimits;

    /** Whether the peer has shown that it speaks this protocol. Event loop. */
    private boolean prefaceSeen;

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

    final boolean isHandshaken() {
        return life.isHandshaken();
    }

    /** Whether streams may be opened. */
    final boolean isOpen() {
        return life.isOpen();
    }

    final boolean isDraining() {
        return life.isDraining();
    }

    /** Whether frames may be written. */
    final boolean isOpenForWrites() {
        return life.isOpenForWrites();
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        this.batcher = new WriteBatcher(ctx, this);
        this.life = new ConnectionLife(this, settings.life(), registry, ctx, batcher, new Framed());
        if (ctx.channel().isActive()) {
            start();
        }
    }

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        start();
    }

    private void start() {
        life.begin("handshake");
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
        life.open(settings.life().pings().notBelow(peerLimits.minPingIntervalMillis()));
        onHello(peerLimits);
    }

    /** The peer's limits are known: the connection is live. */
    abstract void onHello(Hello peer);

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        batcher.readBegins();
        try {
            if (!life.isClosed()) {
                decoder.decode(in, ctx.alloc());
            }
        } catch (WireException error) {
            fail(error.status());
        } catch (RuntimeException | Error bug) {
            LOG.error("reading from {} failed", peer(), bug);
            fail(StatusCode.INTERNAL.withMessage("reading failed").withCause(bug));
        } finally {
            in.release();
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        life.onRead();
        batcher.readEnds();
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
        onWritable(ctx.channel().isWritable());
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

    /** This side opens no more streams. */
    void onDrainStarts() {}

    /** The peer opens and accepts no more streams. */
    final void peerDrains() {
        life.peerDrains();
    }

    /** Ends a draining connection if no stream is left. */
    final void checkDrained() {
        life.checkDrained();
    }

    /** Whether a stream is live, or waits to be sent. */
    abstract boolean hasStreams();

    /** No stream is left on a draining connection: closes it, or waits for the peer to. */
    abstract void onDrained();

    /** Writes a PING. */
    abstract void writePing();

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

    /** The peer broke the protocol, or this side could not go on: a connection error. */
    private void fail(Status error) {
        if (life.isClosed()) {
            return;
        }
        LOG.debug("connection with {} fails: {}", peer(), error);
        life.over(error.withMessage("connection with " + peer() + " failed: " + error.message()));
        if (prefaceSeen) {
            writeGoAway(error);
            life.closeAfterError();
        } else {
            ctx.close();
        }
    }

    private void writeGoAway(Status why) {
        GoAwayFrame.write(
                batcher.batch(Hello.HEAD_BYTES), lastAccepted(), StatusBlock.cut(why, own().maxMetadataBytes()));
    }

    /** Ends all streams; those of which everything has come, only if {@code lingering}. */
    abstract void endStreams(Status why, boolean lingering);

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        life.channelFailed(cause);
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        life.gone();
        boolean cut = decoder.isInsideFrame() && !life.hasFailed();
        decoder.close();
        life.goneWith(cut ? life.unavailable("ended inside a frame") : life.lost(null));
    }

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

    /** What the native wire does its own way. */
    private final class Framed implements ConnectionLife.Wire {
        @Override
        public boolean hasStreams() {
            return ConnectionLifecycle.this.hasStreams();
        }

        @Override
        public void endStreams(Status why, boolean lingering) {
            // What is left of the read that led to this may have frames, and a REQUEST among them would never end.
            decoder.close();
            ConnectionLifecycle.this.endStreams(why, lingering);
        }

        @Override
        public void onDrainStarts() {
            ConnectionLifecycle.this.onDrainStarts();
            writeGoAway(Status.OK);
        }

        @Override
        public void onDrained() {
            ConnectionLifecycle.this.onDrained();
        }

        @Override
        public void writeFarewell(Status why, boolean handshaken) {
            if (prefaceSeen) {
                writeGoAway(why);
            }
        }

        @Override
        public void writePing() {
            ConnectionLifecycle.this.writePing();
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
