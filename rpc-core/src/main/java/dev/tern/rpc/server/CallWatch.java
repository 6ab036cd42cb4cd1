package dev.tern.rpc.server;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallMeter;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.CallSide;
import dev.tern.rpc.concurrent.Clock;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of the end of every call of a server, those it refuses too.
 *
 * @param watchers may be none, and then calls have no meter
 */
record CallWatch(List<Consumer<CallReport>> watchers) {
    /** A meter for a call that has come; null if nobody watches. */
    @Nullable
    CallMeter begin(Clock clock) {
        if (watchers.isEmpty()) {
            return null;
        }
        CallMeter meter = new CallMeter(CallSide.SERVER);
        watchers.forEach(meter::add);
        meter.began(clock.nanoTime());
        return meter;
    }

    /** How a call ended that was watched since a moment. */
    static Outcome outcome(
            CallContext call,
            Status status,
            Metadata trailers,
            Origin origin,
            CallPhase phase,
            long startNanos,
            long nowNanos) {
        return new Outcome(
                status,
                trailers,
                origin,
                call.method().fullName(),
                call.peer().toString(),
                phase,
                Duration.ofNanos(nowNanos - startNanos),
                call.deadline().map(until -> Duration.ofNanos(until.remainingNanos(startNanos))));
    }

    /** Tells of a call that was refused when it came. */
    void refused(String method, SocketAddress peer, Status status, Clock clock) {
        CallMeter meter = begin(clock);
        if (meter != null) {
            Outcome outcome = new Outcome(
                    status,
                    Metadata.EMPTY,
                    Origin.THIS_SIDE,
                    method,
                    peer.toString(),
                    CallPhase.UNSENT,
                    Duration.ZERO,
                    Optional.empty());
            meter.close(outcome, meter.startNanos(), 0, 0);
        }
    }
}
