package dev.tern.rpc.call;

import dev.tern.rpc.MethodDescriptor;
import java.util.concurrent.Executor;

/** A channel with one interceptor before it. */
record InterceptedChannel(ClientInterceptor interceptor, Channel next) implements Channel {
    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        return interceptor.intercept(method, options, next);
    }

    @Override
    public Executor executor() {
        return next.executor();
    }

    @Override
    public long spinNanos() {
        return next.spinNanos();
    }
}
