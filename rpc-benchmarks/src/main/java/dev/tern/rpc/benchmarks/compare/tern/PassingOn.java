package dev.tern.rpc.benchmarks.compare.tern;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.call.ForwardingClientCallListener;
import dev.tern.rpc.call.ForwardingServerCall;
import dev.tern.rpc.call.ForwardingServerCallListener;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import java.util.concurrent.Executor;

/** Wraps each call and its listener, as interceptors do, and adds nothing. */
final class PassingOn implements ClientInterceptor, ServerInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new ForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(ClientCallListener<R> listener, Executor executor) {
                super.start(new ForwardingClientCallListener<>(listener) {}, executor);
            }
        };
    }

    @Override
    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
        next.start(new ForwardingServerCall<>(call) {
            @Override
            protected ServerCallListener<Q> wrap(ServerCallListener<Q> listener) {
                return new ForwardingServerCallListener<>(listener) {};
            }
        });
    }
}
