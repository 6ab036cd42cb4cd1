package dev.tern.rpc.interop;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.call.ForwardingClientCallListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands before one call and keeps what a stub's caller does not see: the headers, which replies were compressed, and how
 * the call ended though it went well or was given up. For any thread.
 */
final class CallRecord implements ClientInterceptor {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** Of each reply in order. Written by the call's listener. */
    private final List<Boolean> compressed = new CopyOnWriteArrayList<>();

    /** Written by the call's listener, before the end. */
    private volatile Metadata headers = Metadata.EMPTY;

    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new ForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(ClientCallListener<R> listener, Executor executor) {
                super.start(new Recording<>(this, listener), executor);
            }
        };
    }

    /** The headers of the reply; empty if none came. */
    Metadata headers() {
        return headers;
    }

    /** Whether each of the replies came compressed, in order. */
    List<Boolean> compressed() {
        return List.copyOf(compressed);
    }

    /** Waits for the end of the call. */
    Outcome outcome() throws InterruptedException {
        try {
            return outcome.get(Subject.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException never) {
            throw new AssertionError("the call has not ended after " + Subject.PATIENCE, never);
        }
    }

    private final class Recording<R> extends ForwardingClientCallListener<R> {
        private final ClientCall<?, R> call;

        Recording(ClientCall<?, R> call, ClientCallListener<R> next) {
            super(next);
            this.call = call;
        }

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
            super.onHeaders(received);
        }

        @Override
        public void onMessage(R reply) {
            compressed.add(call.isReplyCompressed());
            super.onMessage(reply);
        }

        @Override
        public void onClose(Outcome end) {
            outcome.complete(end);
            super.onClose(end);
        }
    }
}
