package dev.tern.rpc.netty.io;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.transport.Connection;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
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
 * How a connection begins and ends, whatever wire it speaks: the deadline of its handshake, draining, the ways it can be
 * over, and the one last event. A wire's handler owns it, tells it what happens on the channel, and does what the {@link
 * Wire} says its own way.
 *
 * <p>Threads: what says so is for any thread, everything else for the event loop.
 *
 * <p>Longer than most files here: the phases and every way out of them are easier to check in one place.
 */
public final class ConnectionLife {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLife.class);

    /** How long a peer has to close after it was told to. */
    private static final long LINGER_SECONDS = 1;

    /** What each wire does its own way. Called on the event loop. */
    public interface Wire {
        /** Whether a stream is live, or waits to be sent. */
        boolean hasStreams();

        /** Ends all streams; those of which everything has come, only if {@code lingering}. */
        void endStreams(Status why, boolean lingering);

        /** This side wants no more streams: tells the peer, or notes it. */
        void onDrainStarts();

        /** No stream is left on a draining connection: closes it, or waits for the peer to. */
        void onDrained();

        /**
         * Writes that the connection is over and why, if the peer would understand it.
         *
         * @param handshaken whether the handshake was done
         */
        void writeFarewell(Status why, boolean handshaken);

        /** Writes a PING, to which the peer answers. */
        void writePing();

        /** There was no stream for so long that the connection is going to be drained. */
        void onIdle();

        /** The connection is gone, but streams of which everything has come are not delivered yet. */
        void onLinger();

        /** The last event. */
        void onEnded(Status why);
    }

    /** How far a connection is; only ever moves forward. */
    private enum Phase {
        /** The peer has not said all that it must say first. */
        HANDSHAKE,
        /** Streams may be opened. */
        OPEN,
        /** The streams there are may run to their end. */
        DRAINING,
        /** Streams are over; only the socket may be left. */
        CLOSED
    }

    private final Connection connection;
    private final LifeSettings settings;
    private final LiveConnections registry;
    private final ChannelHandlerContext ctx;
    private final WriteBatcher batcher;
    private final Wire wire;
    private final Keepalive keepalive;
    private final IdleTimeout idle;

    @SuppressWarnings("NullAway.Init") // set when the channel is active, before the connection is given to anyone
    private SocketAddress peer;

    /** Null without TLS; set with the peer's address. */
    private @Nullable TlsSession tls;

    /** Written by the event loop, read by any thread. */
    private volatile Phase phase = Phase.HANDSHAKE;

    /** Why it is over. Event loop. */
    private @Nullable Status reason;

    /** What the channel failed with. Event loop. */
    private @Nullable Throwable failure;

    /** What was said before the connection is closed: a better reason than the close that follows. Event loop. */
    private @Nullable Status blame;

    /** Whether the socket is gone. Event loop. */
    private boolean gone;

    /** Whether the last event was given. Event loop. */
    private boolean ended;

    /** Event loop. */
    private @Nullable Future<?> handshakeDeadline;

    /** What ends a connection that is too old: first drains it, then cuts what is left. Event loop. */
    private @Nullable Future<?> ageLimit;

    /** The life of a connection whose handler has just been added to a channel. */
    public ConnectionLife(
            Connection connection,
            LifeSettings settings,
            LiveConnections registry,
            ChannelHandlerContext ctx,
            WriteBatcher batcher,
            Wire wire) {
        this.connection = connection;
        this.settings = settings;
        this.registry = registry;
        this.ctx = ctx;
        this.batcher = batcher;
        this.wire = wire;
        this.keepalive = new Keepalive(new Peer(), ctx.channel(), ctx.executor());
        this.idle = new IdleTimeout(ctx.executor(), wire::hasStreams, this::onIdle);
    }

    /** The other side's address. Any thread that was given the connection. */
    public SocketAddress peer() {
        return peer;
    }

    /** What TLS has agreed on; null without. Any thread that was given the connection. */
    public @Nullable TlsSession tls() {
        return tls;
    }

    /** Whether the handshake is done. Any thread. */
    public boolean isHandshaken() {
        return phase != Phase.HANDSHAKE;
    }

    /** Whether streams may be opened. Any thread. */
    public boolean isOpen() {
        return phase == Phase.OPEN;
    }

    /** Whether streams run to their end, and none may be opened. Any thread. */
    public boolean isDraining() {
        return phase == Phase.DRAINING;
    }

    /** Whether all streams are over, and what the peer still sends is of no interest. Any thread. */
    public boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Whether frames of calls may be written. Any thread. */
    public boolean isOpenForWrites() {
        Phase now = phase;
        return now == Phase.OPEN || now == Phase.DRAINING;
    }

    /**
     * The channel is active.
     *
     * @param awaited what the peer has to send, for the message if it does not
     */
    public void begin(String awaited) {
        long timeoutMillis = settings.handshakeTimeoutMillis();
        peer = ctx.channel().remoteAddress();
        tls = TlsSessions.of(ctx.pipeline());
        registry.begun(connection);
        handshakeDeadline = ctx.executor()
                .schedule(
                        () -> end(unavailable("no " + awaited + " in " + timeoutMillis + " ms")),
                        timeoutMillis,
                        TimeUnit.MILLISECONDS);
    }

    /**
     * The handshake is done.
     *
     * @param pings when to ask whether the peer is there, as the handshake has it
     */
    public void open(PingPolicy pings) {
        phase = Phase.OPEN;
        cancelHandshakeDeadline();
        keepalive.start(pings);
        idle.start(settings.idleTimeoutMillis());
        AgePolicy age = settings.age();
        if (age.isLimited()) {
            long maxMillis = age.nextMillis();
            ageLimit = ctx.executor().schedule(() -> onAge(maxMillis), maxMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Bytes have come. */
    public void onRead() {
        keepalive.onRead();
    }

    /** A stream is live. */
    public void onStream() {
        idle.onUse();
        keepalive.onUse();
    }

    /** Something was sent that nothing will come back for. */
    public void onUnanswered() {
        idle.onUse();
        keepalive.onUnanswered();
    }

    private void onIdle() {
        if (phase == Phase.OPEN) {
            blame(unavailable("no call for " + settings.idleTimeoutMillis() + " ms, the idle timeout of this side"));
            wire.onIdle();
            startDraining();
        }
    }

    private void onAge(long maxMillis) {
        startDraining();
        long graceMillis = settings.age().graceMillis();
        ageLimit = ctx.executor()
                .schedule(
                        () -> cut(unavailable("its maxConnectionAge of "
                                + settings.age().maxMillis() + " ms, for this one " + maxMillis
                                + " ms, and the grace of " + graceMillis + " ms are over")),
                        graceMillis,
                        TimeUnit.MILLISECONDS);
    }

    /** As {@link #end}, so that the peer hears of it whatever it has on its way. */
    private void cut(Status why) {
        if (phase != Phase.CLOSED) {
            over(why);
            wire.writeFarewell(why, true);
            closeAfterError();
        }
    }

    private void onSilence(String what) {
        if (phase != Phase.CLOSED) {
            over(unavailable(what));
            // Without a word: nobody is there to hear it.
            ctx.close();
        }
    }

    private void stopTimers() {
        cancelHandshakeDeadline();
        keepalive.stop();
        idle.stop();
        if (ageLimit != null) {
            ageLimit.cancel(false);
            ageLimit = null;
        }
    }

    private void cancelHandshakeDeadline() {
        if (handshakeDeadline != null) {
            handshakeDeadline.cancel(false);
            handshakeDeadline = null;
        }
    }

    /** Has the streams run to their end, and then the connection closed. Any thread. */
    public void drain() {
        run(this::startDraining);
    }

    private void startDraining() {
        if (phase == Phase.HANDSHAKE) {
            end(unavailable("drained before the handshake was done"));
        } else if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
            wire.onDrainStarts();
            batcher.flushLater();
            checkDrained();
        }
    }

    /** The peer opens and accepts no more streams. */
    public void peerDrains() {
        if (phase == Phase.OPEN) {
            phase = Phase.DRAINING;
        }
        checkDrained();
    }

    /** Ends a draining connection if no stream is left. */
    public void checkDrained() {
        if (gone) {
            checkEnded();
        } else if (phase == Phase.DRAINING && !wire.hasStreams()) {
            wire.onDrained();
        }
    }

    /** Closes once everything written is handed to the socket. */
    public void closeWhenFlushed() {
        batcher.flush();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes if the peer has not done it in a while. */
    public void closeLater() {
        ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends all streams and the connection, and tells the peer why. Any thread. */
    public void close(Status why) {
        run(() -> end(why));
    }

    /** The connection is over because this side says so, or the peer did in good form. */
    public void end(Status why) {
        if (phase == Phase.CLOSED) {
            // The socket may be gone while streams linger: this ends them too.
            wire.endStreams(why, true);
            checkEnded();
            return;
        }
        boolean handshaken = isHandshaken();
        over(why);
        wire.writeFarewell(why, handshaken);
        batcher.flush();
        ctx.close();
    }

    /** Ends all streams. What is left is to tell the peer, and to close the socket. */
    public void over(Status why) {
        phase = Phase.CLOSED;
        reason = why;
        stopTimers();
        wire.endStreams(why, true);
    }

    /** Closes a connection that is over by an error which the peer has just been told. */
    public void closeAfterError() {
        batcher.flush();
        if (!(ctx.channel() instanceof DuplexChannel duplex)) {
            ctx.close();
            return;
        }
        // The socket is not closed at once: unread bytes would have the kernel throw away what was just sent.
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(sent -> duplex.shutdownOutput());
        ctx.channel().config().setAutoRead(true);
        closeLater();
    }

    /** The channel failed: its socket is of no more use. */
    public void channelFailed(Throwable cause) {
        failure = cause;
        ctx.close();
    }

    /** The peer has told why it is going to close the connection, or this side has a reason to. */
    public void blame(Status why) {
        blame = why;
    }

    /** The channel is inactive. {@link #goneWith} must follow. */
    public void gone() {
        gone = true;
        stopTimers();
    }

    /** What streams end with now that the channel is inactive, unless it was over before. */
    public void goneWith(Status lost) {
        if (phase != Phase.CLOSED) {
            reason = lost;
            phase = Phase.CLOSED;
            wire.endStreams(lost, false);
        }
        batcher.close(failure == null ? new ClosedChannelException() : failure);
        if (wire.hasStreams()) {
            wire.onLinger();
        }
        checkEnded();
    }

    private void checkEnded() {
        // Not while the streams are still being closed: the reason is not known before.
        if (gone && phase == Phase.CLOSED && !ended && !wire.hasStreams()) {
            ended = true;
            registry.ended(connection);
            try {
                wire.onEnded(Objects.requireNonNull(reason));
            } catch (RuntimeException | Error bug) {
                LOG.error("a listener of the connection with {} threw", peer, bug);
            }
        }
    }

    /** Whether the channel failed, which says more of its end than what was read last. */
    public boolean hasFailed() {
        return failure != null;
    }

    /**
     * What streams end with when the connection is lost.
     *
     * @param cause of it, if the channel tells no other
     */
    public Status lost(@Nullable Throwable cause) {
        if (reason != null) {
            return reason;
        }
        if (blame != null) {
            return blame;
        }
        Throwable known = failure == null ? cause : failure;
        // Of a server that does so without a word, too many connections are the likeliest reason.
        String closed = isHandshaken() ? "closed by the peer" : "closed by the peer before the handshake was done";
        Status status = unavailable(known == null ? closed : "lost: " + known.getMessage());
        return known == null ? status : status.withCause(known);
    }

    /** UNAVAILABLE, with a message that names the peer. */
    public Status unavailable(String why) {
        return StatusCode.UNAVAILABLE.withMessage("connection with " + peer + ": " + why);
    }

    /** The peer, as it is listened to. */
    private final class Peer implements Keepalive.Watched {
        @Override
        public boolean hasStreams() {
            return wire.hasStreams();
        }

        @Override
        public void ping(WriteBatcher.Handover handover) {
            wire.writePing();
            batcher.tellWhenHandedOver(handover);
            batcher.flushLater();
        }

        @Override
        public void onSilence(String why) {
            ConnectionLife.this.onSilence(why);
        }
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
