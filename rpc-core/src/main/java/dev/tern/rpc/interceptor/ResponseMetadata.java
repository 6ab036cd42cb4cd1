package dev.tern.rpc.interceptor;

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
import java.util.concurrent.Executor;

/**
 * Keeps the metadata of the last reply, for callers whose stub's method gives only the message: {@code var meta = new
 * ResponseMetadata(); stub.withInterceptors(meta).sayHello(request); meta.trailers();}. One per caller: calls made at the
 * same time overwrite each other's.
 */
public final class ResponseMetadata implements ClientInterceptor {
    private volatile Metadata headers = Metadata.EMPTY;
    private volatile Metadata trailers = Metadata.EMPTY;

    /** With nothing received yet. */
    public ResponseMetadata() {}

    /** The metadata at the head of the last reply; empty before there was one. */
    public Metadata headers() {
        return headers;
    }

    /** The metadata with the status of the last call; empty before one has ended. */
    public Metadata trailers() {
        return trailers;
    }

    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new ForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(ClientCallListener<R> listener, Executor executor) {
                headers = Metadata.EMPTY;
                trailers = Metadata.EMPTY;
                super.start(new Keeping<>(listener), executor);
            }
        };
    }

    private final class Keeping<R> extends ForwardingClientCallListener<R> {
        Keeping(ClientCallListener<R> next) {
            super(next);
        }

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
            super.onHeaders(received);
        }

        @Override
        public void onClose(Outcome outcome) {
            trailers = outcome.trailers();
            super.onClose(outcome);
        }
    }
}
