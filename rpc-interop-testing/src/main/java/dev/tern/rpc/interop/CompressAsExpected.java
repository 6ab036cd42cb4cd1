package dev.tern.rpc.interop;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;

/** Compresses, of the requests of a stub that has a compressor, those that say so of themselves. */
final class CompressAsExpected implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new ForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void send(Q request, boolean last) {
                compressMessages(ExpectedCompression.of(request).orElse(false));
                super.send(request, last);
            }
        };
    }
}
