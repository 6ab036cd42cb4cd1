package dev.tern.rpc.server;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.call.CallMeter;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.CallSide;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.concurrent.Timeout;
import dev.tern.rpc.transport.ServerStream;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of a call on the server for those who watch it, and the one report that they get. A call that nobody watches
 * has no meter: it notes nothing, and never looks at the clock for it.
 */
abstract class WatchedCall<Q, R> extends Timeout implements ServerCall<Q, R> {
    /** Null if nobody watches the call. Written under this object's lock. */
    private volatile @Nullable CallMeter meter;

    /** Who decided the end; null until the stream has closed, when that is known. */
    private volatile @Nullable Origin closedBy;

    WatchedCall(@Nullable CallMeter meter) {
        this.meter = meter;
    }

    /** Whether the handler has been given the call. */
    abstract boolean isBeingHandled();

    /** How the call ended. Called only after it has. */
    abstract Status end();

    /** What goes with the status. */
    abstract Metadata trailers();

    /** What the call goes over. */
    abstract ServerStream stream();

    /** The moment, by the clock that deadlines go by. */
    abstract long nowNanos();

    @Override
    public final boolean watch(Consumer<CallReport> watcher) {
        CallMeter to;
        synchronized (this) {
            to = meter;
            if (to == null) {
                to = new CallMeter(CallSide.SERVER);
                to.began(nowNanos());
                to.taken(nowNanos());
                meter = to;
            }
        }
        to.add(watcher);
        if (closedBy != null) {
            // The stream closed before there was anybody to tell.
            report();
        }
        return true;
    }

    /**
     * The stream has closed. Called once.
     *
     * @param by who decided the end
     */
    final void streamClosed(Origin by) {
        closedBy = by;
        if (meter != null) {
            report();
        }
    }

    /** Tells who watches of the end, once the stream has closed: only then it is known what went over it. */
    private void report() {
        CallMeter watched = Objects.requireNonNull(meter);
        long now = nowNanos();
        CallPhase unanswered = isBeingHandled() ? CallPhase.SENT : CallPhase.QUEUED;
        CallPhase phase = watched.hasSent() ? CallPhase.STREAMING : unanswered;
        Outcome outcome = CallWatch.outcome(
                context(), end(), trailers(), Objects.requireNonNull(closedBy), phase, watched.startNanos(), now);
        watched.close(outcome, now, stream().sentBytes(), stream().receivedBytes());
    }

    /** The call waits for its executor. */
    final void noteQueued() {
        CallMeter watched = meter;
        if (watched != null) {
            watched.queued(nowNanos());
        }
    }

    /** The handler is about to be begun. */
    final void noteTaken() {
        CallMeter watched = meter;
        if (watched != null) {
            watched.taken(nowNanos());
        }
    }

    /** The handler is about to be told a request. */
    final void noteRequest() {
        CallMeter watched = meter;
        if (watched != null) {
            watched.received();
        }
    }

    /** The message that was noted last was not sent after all. */
    final void noteUnsent() {
        CallMeter watched = meter;
        if (watched != null) {
            watched.unsent();
        }
    }

    /** The reply begins, perhaps with a message. */
    final void noteReply(boolean message) {
        CallMeter watched = meter;
        if (watched != null) {
            watched.replyBegan(nowNanos());
            if (message) {
                watched.sent();
            }
        }
    }
}
