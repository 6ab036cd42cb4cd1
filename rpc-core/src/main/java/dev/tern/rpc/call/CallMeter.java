package dev.tern.rpc.call;

import dev.tern.rpc.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes what happens in a call that somebody watches, and tells that once, at the end. For who implements {@link ClientCall}
 * or {@link ServerCall}; a call that nobody watches has none, and takes no time for it. Any thread; moments are of one clock
 * of nanoseconds, of the implementor's choice.
 */
public final class CallMeter {
    private static final Logger LOG = LoggerFactory.getLogger(CallMeter.class);

    private final CallSide side;
    private final AtomicLong sentMessages = new AtomicLong();
    private final AtomicLong receivedMessages = new AtomicLong();

    /** Written by {@link #began}, before anything else is noted. */
    private volatile Instant startedAt = Instant.EPOCH;

    private volatile long startNanos;

    /** Moments since the start. Each is written by the one thread that does what it is about. */
    private volatile long queuedNanos = CallTimes.NEVER;

    private volatile long takenNanos = CallTimes.NEVER;
    private volatile long firstByteNanos = CallTimes.NEVER;

    /** Guarded by this, which is not held while one is told. */
    private List<Consumer<CallReport>> watchers = new ArrayList<>(1);

    /** Null before the end. Guarded by this. */
    private @Nullable CallReport report;

    /** A meter for a call that has not begun. */
    public CallMeter(CallSide side) {
        this.side = side;
    }

    /** Has someone told of the end; at once if that has come. What it throws is logged, and harms nothing. */
    public void add(Consumer<CallReport> watcher) {
        CallReport made;
        synchronized (this) {
            made = report;
            if (made == null) {
                watchers.add(watcher);
            }
        }
        if (made != null) {
            tell(watcher, made);
        }
    }

    /** The call begins. */
    public void began(long nowNanos) {
        startNanos = nowNanos;
        startedAt = Instant.now();
    }

    /** When the call began. */
    public long startNanos() {
        return startNanos;
    }

    /** The call begins to wait; only the first time counts. */
    public void queued(long nowNanos) {
        if (queuedNanos == CallTimes.NEVER) {
            queuedNanos = nowNanos - startNanos;
        }
    }

    /** A connection takes the call, or its handler is begun; what was sent before was said in vain. */
    public void taken(long nowNanos) {
        takenNanos = nowNanos - startNanos;
        sentMessages.set(0);
    }

    /** The reply begins; only the first time counts. */
    public void replyBegan(long nowNanos) {
        if (firstByteNanos == CallTimes.NEVER) {
            firstByteNanos = nowNanos - startNanos;
        }
    }

    /** One more message is about to be sent: said before, since its sending may be what ends the call. */
    public void sent() {
        sentMessages.incrementAndGet();
    }

    /** The last one was not sent after all: it could not be encoded, or is over a limit. */
    public void unsent() {
        sentMessages.decrementAndGet();
    }

    /** One more message was received. */
    public void received() {
        receivedMessages.incrementAndGet();
    }

    /** Whether a message was sent. */
    public boolean hasSent() {
        return sentMessages.get() > 0;
    }

    /** The call has ended; whoever comes first has everybody told, on this thread. */
    public void close(Outcome outcome, long nowNanos, long sentBytes, long receivedBytes) {
        CallReport made;
        List<Consumer<CallReport>> told;
        synchronized (this) {
            if (report != null) {
                return;
            }
            CallTimes times = new CallTimes(startedAt, queuedNanos, takenNanos, firstByteNanos, nowNanos - startNanos);
            made = new CallReport(
                    side,
                    outcome,
                    times,
                    new CallTraffic(sentMessages.get(), sentBytes, receivedMessages.get(), receivedBytes));
            report = made;
            told = watchers;
            watchers = List.of();
        }
        for (Consumer<CallReport> watcher : told) {
            tell(watcher, made);
        }
    }

    private static void tell(Consumer<CallReport> watcher, CallReport report) {
        try {
            watcher.accept(report);
        } catch (RuntimeException | Error failure) {
            LOG.warn(
                    "who watched a call of {} on the {} threw when told of its end",
                    report.outcome().method(),
                    report.side(),
                    failure);
        }
    }
}
