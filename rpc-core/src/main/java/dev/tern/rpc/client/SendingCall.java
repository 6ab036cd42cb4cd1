package dev.tern.rpc.client;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallMeter;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.concurrent.Timeout;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of a call: which stream it is on, and what it has said, for as long as it may have to be said again on
 * another stream. That is so before there is a connection, and until something comes back, since until then the transport
 * may close the stream with the word that it never was sent.
 *
 * <p>Who sends notes what it says and looks for the stream in one step; who moves the call to another stream takes the old
 * one away in one step, and gives the new one when all that was noted is said there. So whatever is sent meanwhile is said
 * on the new stream exactly once: by the one or by the other. What is said on a stream that has ended is lost there, and
 * noted. The step is a section under this object's lock, or, for the usual call whose first message is its last, one
 * compare-and-set of {@code said} from null, which who moves the call makes impossible first.
 *
 * <p>A little over 300 lines: the fields here are one state, and taking the log's half away from the stream's would put the
 * one step into two files.
 */
abstract class SendingCall<Q, R> extends Timeout implements ClientCall<Q, R>, StreamListener {
    /**
     * How often a call may go to another stream. A drain or a lost connection costs one, a race with a second one two;
     * a server that refuses every stream must not keep its callers for ever.
     */
    static final int MAX_RETRIES = 5;

    /** In {@code said}: nothing is kept, and the call stays on its stream. */
    private static final Object FORGOTTEN = new Object();

    private static final VarHandle SAID;

    static {
        try {
            SAID = MethodHandles.lookup().findVarHandle(SendingCall.class, "said", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Null while the call has no stream, or has one on which not all is said yet. Written under this object's lock. */
    private volatile @Nullable Stream stream;

    /**
     * What was sent: null for nothing, a message that was the first and last, a {@link SendLog} for more than that, or
     * {@link #FORGOTTEN}. After the start it leaves null by compare-and-set only.
     */
    private volatile @Nullable Object said;

    /** The demand asked for while it may have to be asked for again, capped. Guarded by this object's lock. */
    private int requested;

    /** Streams that never were sent. Guarded by this object's lock. */
    private byte retries;

    /** Whether the stream on which all is being said again has refused. Guarded by this object's lock. */
    private boolean refused;

    /**
     * Whether the call had to do without a stream, so that its listener waits to hear that it is ready. Written by who
     * hands the call to another stream, before that.
     */
    private boolean waited;

    /** Whether anything came back. Written by the transport's thread. */
    private boolean answered;

    /** Written by who opens a stream; for messages, it may be read late by a thread that ends the call. */
    private @Nullable CountedConnection connection;

    /**
     * What the call is, with the time that it still has, and its credentials if it has any.
     *
     * @param atOnce whether the call has only just started, and waited for nothing
     */
    abstract RequestHead head(Metadata credentials, boolean atOnce);

    /**
     * Whether a call must have credentials that it hasn't yet. If so they are asked for, and it is {@linkplain
     * #open(CountedConnection, Metadata) opened} with them, or ended.
     *
     * @param elsewhere whether this may be a thread that must not block
     */
    abstract boolean asksForCredentials(CountedConnection on, boolean elsewhere);

    /** How the call ended, or null while it goes on. */
    abstract @Nullable Status ending();

    /** What is noted for who watches the call; null if nobody does. */
    abstract @Nullable CallMeter meter();

    /** The moment, by the clock that deadlines go by. */
    abstract long nowNanos();

    /** Ends the call by a decision of this side; does nothing if it has ended. */
    abstract void end(Status status);

    /** Encodes and sends; what can't be sent ends the call. */
    abstract void sendOn(Stream on, Q message, boolean last);

    /** A connection, or the peer on it, has refused the call, which has no stream now: takes it to another, or has it wait. */
    abstract void onRefused(CountedConnection by, Origin decidedBy);

    /** The call has no stream on a connection that it had a place on: gives the place back. */
    abstract void leave(CountedConnection entered);

    /**
     * Takes the call to a live connection, on which it has a place. Called by the channel: once, and again after each {@link
     * #onRefused}.
     */
    final void open(CountedConnection connection) {
        if (ending() != null) {
            leave(connection);
            return;
        }
        this.connection = connection;
        CallMeter meter = meter();
        if (meter != null) {
            meter.taken(nowNanos());
        }
        if (!asksForCredentials(connection, waited)) {
            open(connection, Metadata.EMPTY, !waited);
        }
    }

    /** Takes the call to a connection that it has a place on, with its credentials. */
    final void open(CountedConnection connection, Metadata credentials) {
        open(connection, credentials, false);
    }

    private void open(CountedConnection connection, Metadata credentials, boolean atOnce) {
        if (ending() != null) {
            leave(connection);
            return;
        }
        Stream opened;
        try {
            opened = connection.open(head(credentials, atOnce), this);
        } catch (RuntimeException | Error bug) {
            leave(connection);
            throw bug;
        }
        if (!moveTo(opened)) {
            onRefused(connection, Origin.THIS_SIDE);
            return;
        }
        Status ended = ending();
        if (ended != null) {
            opened.cancel(ended);
        } else if (waited && opened.isReady()) {
            onReady();
        }
    }

    /** Says all that was said so far on a new stream, and gives it to who sends; false if it has refused meanwhile. */
    private boolean moveTo(Stream opened) {
        int entriesSaid = 0;
        int asked = 0;
        while (true) {
            int demand;
            List<Object> entries;
            synchronized (this) {
                if (refused) {
                    refused = false;
                    return false;
                }
                demand = requested - asked;
                entries = entriesAfter(entriesSaid);
                if (demand == 0 && entries.isEmpty()) {
                    stream = opened;
                    return true;
                }
            }
            if (demand > 0) {
                opened.request(demand);
                asked += demand;
            }
            SendLog.say(entries, this, opened);
            entriesSaid += entries.size();
        }
    }

    private List<Object> entriesAfter(int entriesSaid) {
        Object now = said;
        if (now instanceof SendLog log) {
            return log.entriesAfter(entriesSaid);
        }
        return now == null || now == FORGOTTEN || entriesSaid > 0 ? List.of() : SendLog.entriesOf(now);
    }

    /**
     * The stream has closed and never was sent: has the call go on without it, if it may. Called by the transport, last of
     * all that it says of that stream.
     *
     * @param decidedBy this side if the connection takes no more calls, the peer if it may have refused this one alone
     */
    final boolean goOnElsewhere(Origin decidedBy) {
        synchronized (this) {
            // The log keeps out who would send without the lock.
            if (answered || retries == MAX_RETRIES || log() == null) {
                return false;
            }
            retries++;
            waited = true;
            if (stream == null) {
                // It is still being moved to; who does that goes on from there, and nobody recurses.
                refused = true;
                return true;
            }
            stream = null;
        }
        CountedConnection refusing = connection;
        if (refusing != null) {
            onRefused(refusing, decidedBy);
        }
        return true;
    }

    /** The call is about to wait for a connection: when it has one, the listener hears that it is ready. */
    final void markWaited() {
        waited = true;
        CallMeter meter = meter();
        if (meter != null) {
            meter.queued(nowNanos());
        }
    }

    @Override
    public final void send(Q message, boolean last) {
        // In this order: a stream seen after FORGOTTEN is the last one, a stream seen before the exchange may be left
        // later.
        Object before = said;
        Stream current = stream;
        if (current != null
                && (before == FORGOTTEN || (before == null && last && SAID.compareAndSet(this, null, message)))) {
            sendOn(current, message, last);
            return;
        }
        boolean fits;
        synchronized (this) {
            current = stream;
            fits = (last && SAID.compareAndSet(this, null, message)) || note(log -> log.add(message, last));
        }
        if (current != null) {
            sendOn(current, message, last);
        } else if (!fits) {
            tooMuch();
        }
    }

    @Override
    public final void compressMessages(boolean on) {
        Stream current;
        boolean fits;
        synchronized (this) {
            current = stream;
            fits = note(log -> log.addCompression(on));
        }
        if (current != null) {
            current.compressMessages(on);
        } else if (!fits) {
            tooMuch();
        }
    }

    @Override
    public final void halfClose() {
        Stream current;
        synchronized (this) {
            current = stream;
            note(SendLog::addHalfClose);
        }
        if (current != null) {
            current.halfClose();
        }
    }

    @Override
    public final void request(int messages) {
        if (messages < 1) {
            throw new IllegalArgumentException("requested " + messages + " messages; it must be at least 1");
        }
        Stream current;
        if (said == FORGOTTEN) {
            current = stream;
        } else {
            synchronized (this) {
                requested = requested > Integer.MAX_VALUE - messages ? Integer.MAX_VALUE : requested + messages;
                current = stream;
            }
        }
        if (current != null) {
            current.request(messages);
        }
    }

    @Override
    public final boolean isReady() {
        Stream current = stream;
        return current != null && ending() == null && current.isReady();
    }

    /** Something came back: the call stays where it is. */
    final void markAnswered() {
        answered = true;
        CallMeter meter = meter();
        if (meter != null) {
            meter.replyBegan(nowNanos());
        }
        // Not before all is said: what is still to be said on this stream is in there.
        if (stream != null) {
            forget();
        }
    }

    /** Keeps nothing from here on: the call stays on its stream, or is over. */
    final void forget() {
        SAID.setRelease(this, FORGOTTEN);
    }

    /** Whether the call has no connection and waits for one, as far as the thread that asks can know. */
    final boolean isWaiting() {
        return waited && stream == null;
    }

    final boolean isAnswered() {
        return answered;
    }

    final @Nullable Stream stream() {
        return stream;
    }

    final @Nullable CountedConnection connection() {
        return connection;
    }

    /** Something to keep. */
    @FunctionalInterface
    private interface Note {
        /** Whether there was room. */
        boolean in(SendLog log);
    }

    /**
     * Keeps something, unless nothing is kept any more. Called with the lock held.
     *
     * @return false if it can't be kept, and is to be said at once or not at all
     */
    private boolean note(Note note) {
        SendLog log = log();
        if (log == null || note.in(log)) {
            return true;
        }
        if (stream != null) {
            forget();
        }
        return false;
    }

    /** The log, which may come to be here; null if nothing is kept any more. Called with the lock held. */
    private @Nullable SendLog log() {
        while (true) {
            Object now = said;
            if (now instanceof SendLog log) {
                return log;
            }
            if (now == FORGOTTEN) {
                return null;
            }
            SendLog log = now == null ? new SendLog() : SendLog.of(now);
            if (SAID.compareAndSet(this, now, log)) {
                return log;
            }
        }
    }

    private void tooMuch() {
        end(StatusCode.RESOURCE_EXHAUSTED.withMessage("more than " + SendLog.MAX_MESSAGES
                + " messages were sent before the call had a connection; wait for isReady before sending"));
    }
}
