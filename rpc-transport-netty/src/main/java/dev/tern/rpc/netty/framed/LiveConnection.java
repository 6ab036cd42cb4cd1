package dev.tern.rpc.netty.framed;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.framed.wire.CreditFrame;
import dev.tern.rpc.netty.framed.wire.Flags;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameLog;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.PingFrame;
import dev.tern.rpc.netty.framed.wire.ResetFrame;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import dev.tern.rpc.netty.framed.wire.Varint;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.io.Backlog;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PacedConnection;
import dev.tern.rpc.netty.io.PacedStream;
import dev.tern.rpc.netty.io.PingStrikes;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.netty.io.ReceivedMessage;
import dev.tern.rpc.netty.io.SpareBuffers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with its streams: gives each frame that comes to whom it is for, and knows the connection's credit. What
 * comes before (preface, HELLO) and after (GOAWAY, close) is in {@link ConnectionLifecycle}.
 *
 * <p>Longer than most files here: it has one short method for each frame, in the order of the spec.
 */
abstract class LiveConnection extends ConnectionLifecycle implements PacedConnection {
    private static final Logger FRAMES = LoggerFactory.getLogger(LiveConnection.class.getPackageName() + ".frames");

    /** Those that were opened and are not over, by id. Event loop. */
    private final StreamTable streams = new StreamTable();

    /** The credit this side gave. */
    private final ReceiveFlow received;

    private final boolean logsFrames = FRAMES.isTraceEnabled();

    /** Opening messages that wait. */
    private final Backlog backlog;

    /** What may be sent; there once the peer's HELLO has come, before any stream. Event loop. */
    private @Nullable SendFlow sends;

    @SuppressWarnings("NullAway.Init") // set with the peer's HELLO, before any stream is there
    private SpareBuffers spares;

    /** Event loop. */
    private final InPlaceMessage inPlace = new InPlaceMessage();

    /** A message of the frame being dealt with that still lies in it; null for none. Event loop. */
    private @Nullable ReceivedMessage lent;

    /** What was in this side's last PING. Event loop. */
    private long lastPing;

    /** PINGs that come too often. Event loop. */
    private final PingStrikes pingStrikes;

    LiveConnection(FramedSettings settings, LiveConnections registry) {
        super(settings, registry);
        this.pingStrikes = new PingStrikes(settings.hello().minPingIntervalMillis());
        this.received = new ReceiveFlow(
                settings.hello().connectionCredit(), amount -> writeCredit(FrameHeader.CONNECTION, amount));
        this.backlog = new Backlog(settings.backlogHighBytes(), settings.backlogLowBytes());
    }

    @Override
    final void onHello(Hello peer) {
        sends = new SendFlow(batcher(), own(), peer);
        spares = SpareBuffers.ofThisLoop();
        onReady();
    }

    /** The handshake is done. */
    abstract void onReady();

    @Override
    public final boolean pump() {
        boolean more = sends != null && sends.pump();
        backlog.tellWatchers();
        return more;
    }

    final SendFlow sends() {
        return Objects.requireNonNull(sends, "no stream is there before HELLO");
    }

    @Override
    public final Backlog backlog() {
        return backlog;
    }

    @Override
    public void watchReady(PacedStream stream) {
        backlog.watch(stream);
    }

    /** Where in the peer's list a compressor is; {@code MessageFrame.PLAIN} if the peer does not take it. Any thread. */
    final int placeAtPeer(Compressor compressor) {
        int place = peerLimits().compressors().indexOf(compressor.name());
        return place < MessageFrame.MAX_COMPRESSORS ? place : MessageFrame.PLAIN;
    }

    /** The first of this side's compressors that the peer takes, or null. Any thread. */
    final @Nullable Compressor firstForPeer() {
        for (Compressor compressor : settings().compressors()) {
            if (placeAtPeer(compressor) != MessageFrame.PLAIN) {
                return compressor;
            }
        }
        return null;
    }

    /** Buffers for short messages that are sent from other threads. Any thread, once the handshake is done. */
    final SpareBuffers spares() {
        return spares;
    }

    final ByteBufAllocator allocator() {
        return ctx().alloc();
    }

    final StreamTable streams() {
        return streams;
    }

    @Override
    public final void submit(QueuedWrite write) {
        batcher().submit(write);
    }

    /** Reserves the batch for a stream's message; null if it is reserved, or the connection is at its end. Event loop. */
    final @Nullable InPlaceMessage beginMarshalling(LiveStream stream, boolean end) {
        if (isMarshalling() || !isOpen()) {
            return null;
        }
        inPlace.stream = stream;
        inPlace.end = end;
        inPlace.at = InPlaceMessage.NOWHERE;
        return inPlace;
    }

    /** What is known of a stream's message for which the batch is reserved; null if it is not. Event loop. */
    final @Nullable InPlaceMessage inPlaceOf(LiveStream stream) {
        return inPlace.stream == stream ? inPlace : null;
    }

    /** Whether the batch is reserved. Event loop. */
    final boolean isMarshalling() {
        return inPlace.stream != null;
    }

    /**
     * A message is handed over as it lies in the frame: until all of the frame was dealt with, so that who waits for the end
     * that comes with it can decode it in place then.
     */
    final void lend(ReceivedMessage message) {
        lent = message;
    }

    @Override
    public final void onFrame(long header, ByteBuf body) {
        if (logsFrames) {
            FRAMES.trace("{}", FrameLog.received(peer(), header));
        }
        try {
            deal(header, body);
        } finally {
            ReceivedMessage message = lent;
            if (message != null) {
                lent = null;
                message.own();
            }
        }
    }

    private void deal(long header, ByteBuf body) {
        FrameType type = FrameType.ofNumber(FrameHeader.type(header));
        int id = FrameHeader.streamId(header);
        if (!isHandshaken()) {
            if (type == FrameType.GOAWAY) {
                requireId(type, id == FrameHeader.CONNECTION);
                onRefusal(body);
                return;
            }
            if (type != FrameType.HELLO) {
                throw WireException.malformed("first frame is of type " + FrameHeader.type(header) + ", not HELLO");
            }
            requireId(type, id == FrameHeader.CONNECTION);
            receiveHello(body);
        } else if (type != null) {
            try {
                dispatch(type, id, body);
            } catch (WireException error) {
                if (error.scope() == WireException.Scope.CONNECTION) {
                    throw error;
                }
                LiveStream stream = streams.get(id);
                if (stream == null) {
                    throw error;
                }
                stream.abort(error.status());
            }
        }
    }

    /** GOAWAY in place of HELLO: there will be no connection. */
    private void onRefusal(ByteBuf body) {
        GoAwayFrame.readLastAccepted(body);
        Status status = readStatus(body);
        requireAllRead(FrameType.GOAWAY, body);
        end(unavailable("refused by the peer: " + status));
    }

    private void dispatch(FrameType type, int id, ByteBuf body) {
        switch (type) {
            case REQUEST, REPLY -> {
                requireId(type, id != FrameHeader.CONNECTION);
                onCallFrame(type, id, body);
            }
            case MESSAGE -> {
                requireId(type, id != FrameHeader.CONNECTION);
                onMessage(streamOrLate(id), body);
            }
            case RESET -> {
                requireId(type, id != FrameHeader.CONNECTION);
                onReset(streamOrLate(id), body);
            }
            case CREDIT -> onCredit(id, body);
            case PING, PONG -> {
                requireId(type, id == FrameHeader.CONNECTION);
                long opaque = PingFrame.read(body);
                if (type == FrameType.PING) {
                    onPing(opaque);
                }
            }
            case GOAWAY -> {
                requireId(type, id == FrameHeader.CONNECTION);
                onGoAway(body);
            }
            case HELLO -> throw WireException.malformed("HELLO twice");
        }
    }

    private static void requireId(FrameType type, boolean right) {
        if (!right) {
            throw WireException.malformed(type + " with a stream id it can't have");
        }
    }

    /** A REQUEST or REPLY has come. */
    abstract void onCallFrame(FrameType type, int id, ByteBuf body);

    /**
     * The stream of an id, or null if it is over.
     *
     * @throws WireException if it never was (row 12)
     */
    final @Nullable LiveStream streamOrLate(int id) {
        LiveStream stream = streams.get(id);
        if (stream == null && FrameHeader.isAfter(id, lastOpened())) {
            throw WireException.malformed(
                    "frame for stream " + Integer.toUnsignedString(id) + ", which was never opened");
        }
        return stream;
    }

    /** The id of the stream that was opened last. */
    abstract int lastOpened();

    private void onMessage(@Nullable LiveStream stream, ByteBuf body) {
        int flags = MessageFrame.readFlags(body);
        boolean end = Flags.has(flags, MessageFrame.END);
        boolean more = Flags.has(flags, MessageFrame.MORE);
        if (Flags.has(flags, MessageFrame.BARE)) {
            requireAllRead(FrameType.MESSAGE, body);
            requireBareEndAllowed();
        } else if (Flags.has(flags, MessageFrame.CONTINUES)) {
            if (stream != null) {
                stream.nextFragment(body, !more);
                end |= !more && stream.peerSendsOnce();
            }
        } else {
            int compressor = MessageFrame.readCompressor(body, Flags.has(flags, MessageFrame.COMPRESSED));
            int total = MessageFrame.readTotal(body, more);
            int cost = stream == null ? Hello.cost(total) : stream.cost(total);
            charge(total, cost);
            if (stream == null) {
                consumedHere(cost);
            } else {
                stream.beginMessage(total, compressor, end);
                if (more) {
                    stream.firstFragment(body, compressor, total);
                } else {
                    stream.wholeMessage(body, compressor);
                }
            }
        }
        if (end && stream != null && !stream.isOver()) {
            stream.onPeerEnd();
        }
    }

    /** GOAWAY has come. */
    abstract void onGoAway(ByteBuf body);

    /**
     * Reads the status of a GOAWAY.
     *
     * @throws WireException always a connection error: there is no stream to blame (row 18)
     */
    final Status readStatus(ByteBuf body) {
        try {
            return StatusBlock.read(body, own().maxMetadataBytes());
        } catch (WireException error) {
            throw WireException.connection(error.status().code(), error.status().message());
        }
    }

    /** Refuses an end without message or status from a side that has no such (row 7). */
    abstract void requireBareEndAllowed();

    static void requireAllRead(FrameType type, ByteBuf body) {
        if (body.isReadable()) {
            throw WireException.malformed(body.readableBytes() + " bytes left over in " + type);
        }
    }

    private void onReset(@Nullable LiveStream stream, ByteBuf body) {
        int flags = ResetFrame.readFlags(body);
        Status status = StatusBlock.read(body, own().maxMetadataBytes());
        requireAllRead(FrameType.RESET, body);
        if (stream != null) {
            stream.terminate(status, Metadata.EMPTY, Origin.PEER, Flags.has(flags, ResetFrame.NEVER_SEEN));
        }
    }

    private void onCredit(int id, ByteBuf body) {
        int amount = CreditFrame.read(body);
        requireAllRead(FrameType.CREDIT, body);
        if (id == FrameHeader.CONNECTION) {
            if (sends().overflows(amount)) {
                throw WireException.malformed("CREDIT of " + amount + " lifts the connection's over 2147483647");
            }
            sends().addCredit(amount);
            return;
        }
        LiveStream stream = streamOrLate(id);
        if (stream != null) {
            if (stream.sendCredit > Integer.MAX_VALUE - amount) {
                throw WireException.stream(
                        StatusCode.INTERNAL, "CREDIT of " + amount + " lifts the stream's over 2147483647");
            }
            stream.sendCredit += amount;
            if (stream.waitsForCredit && stream.sendCredit > 0) {
                stream.waitsForCredit = false;
                sends().takeTurn(stream);
            }
        }
    }

    private void onPing(long opaque) {
        if (pingStrikes.onPing(ctx().executor().ticker().nanoTime())) {
            throw WireException.connection(StatusCode.RESOURCE_EXHAUSTED, pingStrikes.complaint());
        }
        PingFrame.write(batch(FrameHeader.BYTES + PingFrame.LENGTH, FrameType.PONG, 0), FrameType.PONG, opaque);
    }

    @Override
    final void writePing() {
        PingFrame.write(batch(FrameHeader.BYTES + PingFrame.LENGTH, FrameType.PING, 0), FrameType.PING, ++lastPing);
    }

    /** The batch, to write a control frame to that is flushed soon. */
    private ByteBuf batch(int bytes, FrameType type, int id) {
        if (logsFrames) {
            FRAMES.trace("{}", FrameLog.sent(peer(), FrameHeader.of(type, id, bytes - FrameHeader.BYTES)));
        }
        batcher().flushLater();
        return batcher().batch(bytes);
    }

    /** A call's frame was written. */
    final void sent(long header) {
        pingStrikes.forgive();
        if (logsFrames) {
            FRAMES.trace("{}", FrameLog.sent(peer(), header));
        }
    }

    /** A message begins: takes its cost from the credit this side gave; what is given back later must be the same. */
    final void charge(int total, int cost) {
        MessageFrame.requireTotal(total, own().maxMessageBytes());
        if (cost > received.credit()) {
            throw WireException.connection(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "message of " + total + " bytes costs " + cost + ", connection credit is " + received.credit());
        }
        received.spend(cost);
    }

    /** A message's cost may be given back; event loop. */
    final void consumedHere(int cost) {
        received.consumeHere(cost);
    }

    /** A message's cost may be given back; any thread. */
    final void consumedElsewhere(int cost) {
        if (received.consumeElsewhere(cost)) {
            submit(received);
        }
    }

    final void writeCredit(int id, int amount) {
        if (isOpenForWrites()) {
            CreditFrame.write(batch(FrameHeader.BYTES + Varint.size(amount), FrameType.CREDIT, id), id, amount);
        }
    }

    final void writeReset(LiveStream stream, Status status) {
        if (!stream.isOneWay() && isOpenForWrites()) {
            writeReset(stream.id(), 0, status);
        }
    }

    final void writeReset(int id, int flags, Status status) {
        Status fits = StatusBlock.cut(status, peerLimits().maxMetadataBytes());
        ByteBuf out = batcher().batch(Hello.HEAD_BYTES);
        int at = out.writerIndex();
        ResetFrame.write(out, id, flags, fits);
        sent(out.getLong(at));
        batcher().flushLater();
    }

    /** A stream is over. Event loop. */
    void forget(LiveStream stream) {
        if (stream.isOnWire()) {
            streams.remove(stream);
        }
        if (streams.isEmpty()) {
            checkDrained();
        }
    }
}
