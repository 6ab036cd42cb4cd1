package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.grpc.wire.MetadataFields;
import dev.tern.rpc.netty.grpc.wire.Requests;
import dev.tern.rpc.netty.io.LiveConnections;
import dev.tern.rpc.netty.io.PacedStream;
import dev.tern.rpc.netty.io.PingPolicy;
import dev.tern.rpc.netty.io.QueuedWrite;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection as the client has it: opens streams as the server lets it, and hears when the server wants no more. */
final class LiveClientConnection extends LiveConnection implements ClientConnection {
    /** Stream ids end at 2^31 - 1; some are left for calls that are on their way here when they run out. */
    private static final int LAST_ID = Integer.MAX_VALUE - 1_024;

    /** What the protocol's own fields of a request measure, roughly, beside method and metadata. */
    private static final int HEAD_FIELD_BYTES = 512;

    /** What servers say of a client that asks too often whether they are there; gRPC's A9. */
    private static final String TOO_MANY_PINGS = "too_many_pings";

    private final ConnectionListener listener;
    private final LiveConnections registry;
    private final Requests requests;
    private final boolean secure;

    /** Why no stream may be opened; null while they may. Written by the event loop, read by any thread. */
    private volatile @Nullable Status refusal;

    /** Streams that wait for others to end: the server lets so many be open. Event loop. */
    private final Set<LiveClientStream> waiting = new LinkedHashSet<>();

    /** How many streams the server lets be open. Written by the event loop, read by any thread. */
    private volatile int maxCalls = Integer.MAX_VALUE;

    /** Whether some of them are going to be opened. Event loop. */
    private boolean openingWaiting;

    /** How far apart this side's PINGs are; 0 if it sends none. Event loop. */
    private long pingIntervalMillis;

    /** Whether the server has said what it must say first. Event loop. */
    private boolean settingsSeen;

    /** Whether the listener heard that it is ready. Event loop. */
    private boolean ready;

    /** Whether the listener heard that no more streams are wanted. Event loop. */
    private boolean drainingTold;

    LiveClientConnection(
            Http2Codec.Parts parts,
            GrpcSettings settings,
            LiveConnections registry,
            ConnectionListener listener,
            String authority,
            boolean secure) {
        super(parts, settings, registry);
        this.registry = registry;
        this.listener = listener;
        this.requests = new Requests(authority, secure, acceptEncodings());
        this.secure = secure;
    }

    /** Not at once: a server that refuses the connection says so right after, and then it never was ready. */
    @Override
    void onFirstSettings() {
        settingsSeen = true;
    }

    @Override
    void onReadEnds() {
        if (settingsSeen) {
            open();
        }
    }

    /** No handshake tells it: the setting has what servers commonly allow, and a server that complained has told. */
    @Override
    PingPolicy pings() {
        PingPolicy pings = settings().life().pings();
        long least = registry.pingIntervals().leastMillis(peer());
        pings = pings.isOn() && pings.intervalMillis() < least ? pings.withInterval(least) : pings;
        pingIntervalMillis = pings.intervalMillis();
        return pings;
    }

    @Override
    void onReady() {
        ready = true;
        maxCalls = connection().local().maxActiveStreams();
        listener.onReady(this);
    }

    @Override
    public int maxCalls() {
        return maxCalls;
    }

    Requests requests() {
        return requests;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public Stream open(RequestHead head, StreamListener listener) {
        LiveClientStream stream = new LiveClientStream(this, head, listener);
        Status no = refusal;
        boolean elsewhere = no != null;
        if (no == null) {
            no = wrongHead(head);
        }
        if (no != null) {
            // On this thread: nobody else knows the stream.
            stream.refuseOpening(no, elsewhere);
        } else if (!head.kind().hasSingleRequest()) {
            stream.open();
        }
        return stream;
    }

    /** What no other connection would take either, so that trying again is of no use; null if it is fine. */
    private @Nullable Status wrongHead(RequestHead head) {
        long limit = peerMaxHeaderListBytes();
        long bytes =
                MetadataFields.measuredBytes(head.metadata()) + head.method().length() + HEAD_FIELD_BYTES;
        if (bytes <= limit) {
            return null;
        }
        return StatusCode.RESOURCE_EXHAUSTED.withMessage("metadata of "
                + MetadataFields.measuredBytes(head.metadata())
                + " bytes, with the protocol's own, exceeds the server's"
                + " SETTINGS_MAX_HEADER_LIST_SIZE " + limit);
    }

    /** A stream that is the next to be opened, has a place if it returns true; else it is over or waits. Event loop. */
    boolean mayOpen(LiveClientStream stream) {
        Status no = refusal;
        if (no == null && connection().local().lastStreamCreated() >= LAST_ID) {
            no = unavailable("its stream ids are used up");
            refusal = no;
            tellDraining();
            peerDrains();
        }
        if (no != null) {
            stream.terminate(no, Metadata.EMPTY, Origin.THIS_SIDE, true);
            return false;
        }
        if (waiting.isEmpty() && connection().local().canOpenStream()) {
            return true;
        }
        if (waiting.size() >= settings().maxWaitingCalls()) {
            stream.terminate(
                    StatusCode.RESOURCE_EXHAUSTED.withMessage("connection with " + peer() + " has "
                            + connection().local().maxActiveStreams()
                            + " calls, the server's SETTINGS_MAX_CONCURRENT_STREAMS, and " + waiting.size()
                            + " wait for their end, maxWaitingStreams"),
                    Metadata.EMPTY,
                    Origin.THIS_SIDE,
                    true);
        } else {
            waiting.add(stream);
        }
        return false;
    }

    @Override
    void onStreamClosed() {
        openWaitingSoon();
    }

    @Override
    void onSettings() {
        int before = maxCalls;
        maxCalls = connection().local().maxActiveStreams();
        openWaitingSoon();
        if (ready && maxCalls > before) {
            listener.onRoom();
        }
    }

    /** Not at once: this may be in the middle of what closed another stream. */
    private void openWaitingSoon() {
        if (!waiting.isEmpty() && !openingWaiting && refusal == null) {
            openingWaiting = true;
            submit(new QueuedWrite() {
                @Override
                protected void run() {
                    openingWaiting = false;
                    openWaiting();
                }
            });
        }
    }

    private void openWaiting() {
        while (refusal == null && !waiting.isEmpty() && connection().local().canOpenStream()) {
            LiveClientStream next = waiting.iterator().next();
            waiting.remove(next);
            next.writeParked();
        }
    }

    @Override
    void onOpeningHeaders(Http2Stream opened, Http2Headers headers, boolean end) {
        // Netty lets no server open a stream, since push is off; a stream of ours that is not known here is over.
    }

    @Override
    void onPing() {
        // Answered by Netty; a server may ask as often as its flow of frames is bounded otherwise.
    }

    @Override
    void callSent() {
        // Nobody counts a server's PINGs.
    }

    @Override
    void onGoAway(int last, long code, String text) {
        @Nullable Http2Error error = Http2Error.valueOf(code);
        boolean farewell = code == Http2Error.NO_ERROR.code();
        String said = (error == null ? "code " + code : error.name()) + (text.isEmpty() ? "" : ", " + text);
        Status why =
                unavailable(farewell && text.isEmpty() ? "the peer takes no more calls" : "ended by the peer: " + said);
        if (!ready) {
            end(unavailable("refused by the peer: " + said));
            return;
        }
        refusal = why;
        if (!farewell || !text.isEmpty()) {
            blame(why);
        }
        if (error == Http2Error.ENHANCE_YOUR_CALM && text.equals(TOO_MANY_PINGS) && pingIntervalMillis > 0) {
            registry.pingIntervals().tooMany(peer(), pingIntervalMillis);
        }
        forEachStream(stream -> {
            Http2Stream opened = stream.h2;
            if (opened != null && opened.id() > last) {
                stream.terminate(why, Metadata.EMPTY, Origin.PEER, true);
            }
        });
        endUnsent(why, Origin.PEER);
        tellDraining();
        peerDrains();
    }

    private void tellDraining() {
        if (ready && !drainingTold) {
            drainingTold = true;
            listener.onDraining();
        }
    }

    private void endUnsent(Status why, Origin origin) {
        for (LiveClientStream stream : List.copyOf(waiting)) {
            stream.terminate(why, Metadata.EMPTY, origin, true);
        }
        backlog().endUnsent(why, origin);
    }

    /** Each stream that is closed now would make room for one that waits. */
    @Override
    void onGone() {
        if (refusal == null) {
            refusal = lost(null);
        }
    }

    @Override
    boolean hasStreams() {
        return super.hasStreams() || !waiting.isEmpty();
    }

    @Override
    void onDrainStarts() {
        Status why = unavailable("draining");
        refusal = why;
        endUnsent(why, Origin.THIS_SIDE);
    }

    @Override
    void forget(LiveStream stream) {
        if (stream.h2 == null && stream instanceof LiveClientStream unsent) {
            waiting.remove(unsent);
        }
        super.forget(stream);
    }

    @Override
    void onDrained() {
        refusal = unavailable("drained");
        writeGoAway(0, Http2Error.NO_ERROR, "");
        closeWhenFlushed();
    }

    @Override
    int lastAccepted() {
        return 0;
    }

    @Override
    void endStreams(Status why, boolean lingering) {
        refusal = why;
        endUnsent(why, Origin.THIS_SIDE);
        super.endStreams(why, lingering);
    }

    @Override
    void onIdle() {
        tellDraining();
    }

    @Override
    void onLinger() {
        tellDraining();
    }

    @Override
    void onEnded(Status why) {
        listener.onClosed(why);
    }

    @Override
    public void watchReady(PacedStream stream) {
        Status no = refusal;
        if (no != null && !stream.isOnWire()) {
            stream.terminate(no, Metadata.EMPTY, Origin.THIS_SIDE, true);
        } else {
            super.watchReady(stream);
        }
    }
}
