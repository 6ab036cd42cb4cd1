package dev.tern.rpc.interceptor;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallMeter;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.CallSide;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.call.ForwardingClientCallListener;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells how each call went, exactly once, when it has ended: for metrics and logs. On either side: {@code
 * .intercept(OnClose.tell(report -> ...))} with a channel, a stub, a server or a service.
 *
 * <p>On the client every call that is started is told of, however it ends; a call that goes to another connection by itself
 * is still one. On the server only calls that get as far as this interceptor are; for those that are refused before
 * (unknown methods, limits, a full executor) use {@code ServerBuilder.onCallEnd}, which is told of all.
 *
 * <p>The consumer runs on whichever thread ends the call, often the transport's, and must not block. What it throws is
 * logged. Safe for any number of threads if the consumer is.
 */
public final class OnClose implements ClientInterceptor, ServerInterceptor {
    private final Consumer<CallReport> watcher;

    private OnClose(Consumer<CallReport> watcher) {
        this.watcher = Objects.requireNonNull(watcher, "watcher");
    }

    /** An interceptor that tells this consumer. */
    public static OnClose tell(Consumer<CallReport> watcher) {
        return new OnClose(watcher);
    }

    @Override
    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
        call.watch(watcher);
        next.start(call);
    }

    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        Once once = new Once(method.fullName(), watcher);
        try {
            ClientCall<Q, R> call = next.newCall(method, options);
            boolean watched = call.watch(once);
            return new Watched<>(call, once, watched);
        } catch (RuntimeException | Error failure) {
            once.threw(failure);
            throw failure;
        }
    }

    /** A call, watched by who carries it out, or from here if that is another interceptor which does not tell. */
    private static final class Watched<Q, R> extends ForwardingClientCall<Q, R> {
        private final Once once;
        private final boolean byItself;

        Watched(ClientCall<Q, R> call, Once once, boolean byItself) {
            super(call);
            this.once = once;
            this.byItself = byItself;
        }

        @Override
        public void start(ClientCallListener<R> listener, Executor executor) {
            try {
                super.start(byItself ? listener : once.before(listener), executor);
            } catch (RuntimeException | Error failure) {
                once.threw(failure);
                throw failure;
            }
        }
    }

    /** Tells of one call, and no second time. */
    private static final class Once implements Consumer<CallReport> {
        private final String method;
        private final Consumer<CallReport> watcher;
        private final AtomicBoolean told = new AtomicBoolean();
        private final long startNanos = System.nanoTime();

        Once(String method, Consumer<CallReport> watcher) {
            this.method = method;
            this.watcher = watcher;
        }

        @Override
        public void accept(CallReport report) {
            if (told.compareAndSet(false, true)) {
                watcher.accept(report);
            }
        }

        <R> ClientCallListener<R> before(ClientCallListener<R> listener) {
            CallMeter meter = new CallMeter(CallSide.CLIENT);
            meter.add(this);
            meter.began(startNanos);
            return new ForwardingClientCallListener<>(listener) {
                @Override
                public void onMessage(R message) {
                    meter.received();
                    super.onMessage(message);
                }

                @Override
                public void onClose(Outcome outcome) {
                    meter.close(outcome, System.nanoTime(), 0, 0);
                    super.onClose(outcome);
                }
            };
        }

        /** An interceptor further in threw, or the channel did: there is no call then, and no other word of it. */
        void threw(Throwable failure) {
            CallMeter meter = new CallMeter(CallSide.CLIENT);
            meter.add(this);
            meter.began(startNanos);
            long now = System.nanoTime();
            Outcome outcome = new Outcome(
                    StatusCode.INTERNAL
                            .withMessage("the call could not be started: " + failure)
                            .withCause(failure),
                    Metadata.EMPTY,
                    Origin.THIS_SIDE,
                    method,
                    "",
                    CallPhase.UNSENT,
                    Duration.ofNanos(now - startNanos),
                    Optional.empty());
            meter.close(outcome, now, 0, 0);
        }
    }
}
