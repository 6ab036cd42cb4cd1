package dev.tern.rpc.contract;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.call.ForwardingClientCallListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Tells when a call's headers come. */
record HeadersHeard(CompletableFuture<Metadata> headers) implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new ForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(ClientCallListener<R> listener, Executor executor) {
                super.start(
                        new ForwardingClientCallListener<>(listener) {
                            @Override
                            public void onHeaders(Metadata received) {
                                headers.complete(received);
                                super.onHeaders(received);
                            }
                        },
                        executor);
            }
        };
    }
}
