package dev.tern.rpc.netty.io;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out that a peer is gone when its socket does not tell: the machine is off, the network drops everything, the
 * process hangs. When nothing was heard for an interval a PING goes; when nothing is heard for a timeout after that has
 * been handed to the socket, whatever it may be, the connection is lost. A PING that the socket does not take has the same
 * time from the last moment the socket took anything: a slow network is no dead one, and a full one may be.
 *
 * <p>Costs one look at the clock for each read, and no timer while there is nothing to watch for: the first stream sets it,
 * and it sets itself as long as it finds streams. Event loop only.
 */
final class Keepalive implements Runnable, WriteBatcher.Handover {
    /** What is watched, and who acts. */
    interface Watched {
        /** Whether a stream is live. */
        boolean hasStreams();

        /** Sends a PING, and has it told when that is handed to the socket. */
        void ping(WriteBatcher.Handover handover);

        /** The peer is gone. */
        void onSilence(String why);
    }

    private final Watched watched;
    private final Channel channel;
    private final EventExecutor loop;
    private final Ticker ticker;

    private PingPolicy policy = PingPolicy.NEVER;

    /** When something was read last. */
    private long heardNanos;

    /** When there was last nothing to watch for. */
    private long watchedSinceNanos;

    /** Whether something was sent that has no stream, and nothing was read since. */
    private boolean unanswered;

    /** Whether a PING is out. */
    private boolean asked;

    /** When it was sent. */
    private long askedNanos;

    /** Whether the socket has it. */
    private boolean handedOver;

    /** When the socket got it, or else has last taken something else. */
    private long takenNanos;

    /** What the socket was about to take at the last look, compared by identity only. */
    private @Nullable Object nextToTake;

    /** How much of it the socket had taken. */
    private long taken;

    /** When the timer should fire, to tell when this process was asleep. */
    private long dueNanos;

    /** Null while there is nothing to watch for. */
    private @Nullable Future<?> timer;

    Keepalive(Watched watched, Channel channel, EventExecutor loop) {
        this.watched = watched;
        this.channel = channel;
        this.loop = loop;
        this.ticker = loop.ticker();
        this.heardNanos = ticker.nanoTime();
    }

    /** Begins, with what was agreed on in the handshake. */
    void start(PingPolicy agreed) {
        policy = agreed;
        if (agreed.withoutCalls()) {
            onUse();
        }
    }

    /** Something was read. */
    void onRead() {
        heardNanos = ticker.nanoTime();
        unanswered = false;
    }

    /** A stream is live: there is something to watch for. */
    void onUse() {
        if (timer == null && policy.isOn()) {
            watchedSinceNanos = ticker.nanoTime();
            schedule(intervalNanos());
        }
    }

    /** Something was sent that nothing will come back for: only a PING tells that nobody is there to get it. */
    void onUnanswered() {
        unanswered = true;
        onUse();
    }

    void stop() {
        policy = PingPolicy.NEVER;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private long intervalNanos() {
        return TimeUnit.MILLISECONDS.toNanos(policy.intervalMillis());
    }

    private long timeoutNanos() {
        return TimeUnit.MILLISECONDS.toNanos(policy.timeoutMillis());
    }

    private void schedule(long nanos) {
        dueNanos = ticker.nanoTime() + nanos;
        timer = loop.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        timer = null;
        long now = ticker.nanoTime();
        if (asked && heardNanos - askedNanos >= 0) {
            asked = false;
            nextToTake = null;
        }
        if (asked) {
            awaitAnswer(now);
        } else if (policy.withoutCalls() || unanswered || watched.hasStreams()) {
            long left = intervalNanos() - quietNanos(now);
            if (left > 0) {
                schedule(left);
            } else {
                ask(now);
            }
        }
    }

    private long quietNanos(long now) {
        return Math.min(now - heardNanos, now - watchedSinceNanos);
    }

    private void ask(long now) {
        asked = true;
        askedNanos = now;
        handedOver = false;
        takenNanos = now;
        seesProgress();
        schedule(Math.min(timeoutNanos(), intervalNanos()));
        watched.ping(this);
    }

    @Override
    public void handedOver(@Nullable Throwable failure) {
        handedOver = true;
        takenNanos = ticker.nanoTime();
    }

    private void awaitAnswer(long now) {
        if (!handedOver && seesProgress()) {
            takenNanos = now;
        }
        long left = takenNanos + timeoutNanos() - now;
        if (left > 0) {
            // Not later than the next PING would be due if there is an answer meanwhile.
            schedule(Math.min(left, intervalNanos()));
        } else if (now - dueNanos > timeoutNanos()) {
            // This process was asleep, not the peer, whose answer may be waiting to be read.
            takenNanos = now;
            schedule(timeoutNanos());
        } else {
            watched.onSilence("nothing was heard for " + TimeUnit.NANOSECONDS.toMillis(quietNanos(now))
                    + " ms: a PING sent after " + policy.intervalMillis() + " ms, keepalive's interval, was not "
                    + (handedOver ? "answered" : "taken by the socket") + " in " + policy.timeoutMillis()
                    + " ms, its timeout");
        }
    }

    /** Whether the socket has taken any bytes since the last look. */
    private boolean seesProgress() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        Object next = waiting == null ? null : waiting.current();
        long part = waiting == null ? 0 : waiting.currentProgress();
        boolean progress = next != nextToTake || part != taken;
        nextToTake = next;
        taken = part;
        return progress;
    }
}
