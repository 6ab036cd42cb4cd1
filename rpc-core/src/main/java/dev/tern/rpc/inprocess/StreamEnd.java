package dev.tern.rpc.inprocess;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import dev.tern.rpc.transport.StreamState;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side of a call: sends to the other side's inbox, and tells its own listener what is in this one.
 *
 * <p>Turns: whoever changes something that the listener may have to hear calls {@link #signal}. The first to do so has
 * the turn and tells events until nobody has signalled any more; the others leave theirs to it and go on. So events
 * never overlap, no lock is held while one is told, and a listener that causes its own next event does not recurse.
 *
 * <p>The end: {@link #claimEnd} is won once; the winner, and nobody else, then says with {@link #endWith} what the
 * listener hears.
 */
abstract sealed class StreamEnd implements Stream, Runnable permits ClientEnd, ServerEnd {
    private static final Logger log = LoggerFactory.getLogger(StreamEnd.class);

    private static final AtomicReferenceFieldUpdater<StreamEnd, StreamState> STATE =
            AtomicReferenceFieldUpdater.newUpdater(StreamEnd.class, StreamState.class, "state");
    private static final AtomicIntegerFieldUpdater<StreamEnd> SIGNALS =
            AtomicIntegerFieldUpdater.newUpdater(StreamEnd.class, "signals");
    private static final AtomicIntegerFieldUpdater<StreamEnd> DEMAND =
            AtomicIntegerFieldUpdater.newUpdater(StreamEnd.class, "demand");
    private static final AtomicIntegerFieldUpdater<StreamEnd> UNREAD_MESSAGES =
            AtomicIntegerFieldUpdater.newUpdater(StreamEnd.class, "unreadMessages");
    private static final AtomicLongFieldUpdater<StreamEnd> UNREAD_BYTES =
            AtomicLongFieldUpdater.newUpdater(StreamEnd.class, "unreadBytes");
    private static final AtomicIntegerFieldUpdater<StreamEnd> FULL =
            AtomicIntegerFieldUpdater.newUpdater(StreamEnd.class, "full");

    final Exchange exchange;

    private final Inbox inbox = new Inbox();

    /** Moved by {@link #move} alone. */
    private volatile StreamState state = StreamState.OPEN;

    /** Signals not yet answered; whoever takes it from 0 has the turn. */
    private volatile int signals;

    /** Messages that may be told; added to by any thread, taken from by the one that has the turn. */
    private volatile int demand = 1;

    /** Messages sent from here and neither decoded nor discarded. */
    private volatile int unreadMessages;

    /** Their bytes. */
    private volatile long unreadBytes;

    /** 1 from when the window was used up until half of it is free again; else 0. */
    private volatile int full;

    /** Set when the window has opened again; cleared with the turn. */
    private volatile boolean readyAgain;

    /** Written once, by the winner of {@link #claimEnd}. */
    private volatile @Nullable Ending ending;

    /** Used by the thread that has the turn. */
    private boolean hasHeardEnd;

    /** Written by the sending thread. */
    private long sentBytes;

    /** Written by the thread that has the turn. */
    private long receivedBytes;

    StreamEnd(Exchange exchange) {
        this.exchange = exchange;
    }

    /** Who hears of this side; for the thread that has the turn. */
    abstract StreamListener listener();

    final Limits limits() {
        return exchange.link().limits();
    }

    /**
     * Packs a message to the other side, if this side may still send.
     *
     * @return null if the call has ended
     * @throws IllegalStateException if this side has sent its end
     */
    final <T> @Nullable Parcel pack(T message, Marshaller<T> marshaller) {
        StreamState now = state;
        if (now == StreamState.CLOSED) {
            return null;
        }
        if (!now.canSend()) {
            throw new IllegalStateException("a message after the last one of " + exchange);
        }
        Parcel parcel = Parcel.pack(message, marshaller, this);
        sentBytes += parcel.size();
        return parcel;
    }

    /** A message is told; for the thread that has the turn. */
    final void countReceived(int bytes) {
        receivedBytes += bytes;
    }

    @Override
    public final long sentBytes() {
        return sentBytes;
    }

    @Override
    public final long receivedBytes() {
        return receivedBytes;
    }

    final boolean hasEnded() {
        return state == StreamState.CLOSED;
    }

    /** Puts something in this inbox; {@link #signal} must follow. */
    final void receive(Item item) {
        inbox.add(item);
    }

    @Override
    public final void request(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("request takes at least 1, not " + messages);
        }
        DEMAND.accumulateAndGet(this, messages, (have, more) -> (int) Math.min((long) have + more, Integer.MAX_VALUE));
        signal();
    }

    @Override
    public final boolean isReady() {
        return full == 0 && state.canSend();
    }

    /** Counts a message against the window. */
    final void charge(int bytes) {
        exchange.link().messageHeld();
        int messages = UNREAD_MESSAGES.incrementAndGet(this);
        long sum = UNREAD_BYTES.addAndGet(this, bytes);
        if (messages >= limits().windowMessages() || sum >= limits().windowBytes()) {
            full = 1;
            // The reader may have emptied it just before it was marked, and would then not look again.
            openWindow();
        }
    }

    /** A message was decoded or discarded. */
    final void refund(int bytes) {
        exchange.link().messageFreed();
        UNREAD_MESSAGES.decrementAndGet(this);
        UNREAD_BYTES.addAndGet(this, -bytes);
        openWindow();
    }

    /** Half of the window must be free, so that a steady flow is not told of readiness at every message. */
    private void openWindow() {
        if (full == 1
                && unreadMessages <= limits().windowMessages() / 2
                && unreadBytes <= limits().windowBytes() / 2
                && FULL.compareAndSet(this, 1, 0)) {
            readyAgain = true;
            signal();
        }
    }

    /** This side sends no more; false if the call has ended. */
    final boolean localEnded() {
        return move(StreamState.Event.LOCAL_END);
    }

    /** The other side sends no more; false if the call has ended. */
    final boolean remoteEnded() {
        return move(StreamState.Event.REMOTE_END);
    }

    /** Ends the call for this side; false if it had ended. The winner must call {@link #endWith}. */
    final boolean claimEnd() {
        if (!move(StreamState.Event.CLOSE)) {
            return false;
        }
        exchange.sideEnded();
        return true;
    }

    /** What the winner of {@link #claimEnd} lets the listener hear, next. */
    final void endWith(Ending how) {
        ending = how;
        signal();
    }

    private boolean move(StreamState.Event event) {
        StreamState now = state;
        while (now != StreamState.CLOSED) {
            if (STATE.compareAndSet(this, now, now.after(event))) {
                return true;
            }
            now = state;
        }
        return false;
    }

    /** There may be something to tell. */
    final void signal() {
        if (SIGNALS.getAndIncrement(this) == 0) {
            Nesting.run(this);
        }
    }

    /** Has the turn: tells what there is, until no signal came meanwhile. */
    @Override
    public final void run() {
        int answered;
        do {
            answered = signals;
            boolean more = true;
            while (more) {
                more = tellNextGuarded();
            }
        } while (SIGNALS.addAndGet(this, -answered) != 0);
    }

    private boolean tellNextGuarded() {
        try {
            return tellNext(listener());
        } catch (Throwable thrown) {
            log.error("The listener of {} threw, which none may; the call ends.", exchange, thrown);
            cancel(StatusCode.INTERNAL.withMessage("a stream listener threw").withCause(thrown));
            return true;
        }
    }

    /** Tells one event; false if there is none for now. */
    private boolean tellNext(StreamListener listener) {
        Ending end = ending;
        if (end != null) {
            inbox.drop();
            tellEndOnce(end, listener);
            return false;
        }
        if (readyAgain) {
            readyAgain = false;
            listener.onReady();
            return true;
        }
        Item next = inbox.peek();
        if (next == null || (next.needsDemand() && demand == 0)) {
            return false;
        }
        inbox.remove(next);
        if (next.needsDemand()) {
            DEMAND.decrementAndGet(this);
        }
        next.tell(this, listener);
        return true;
    }

    private void tellEndOnce(Ending end, StreamListener listener) {
        if (hasHeardEnd) {
            return;
        }
        hasHeardEnd = true;
        try {
            end.tellClosed(listener);
        } finally {
            exchange.sideHeardEnd();
        }
    }
}
