package dev.tern.rpc.interop;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ForwardingServerCall;
import dev.tern.rpc.call.ForwardingServerCallListener;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;

/** Refuses requests that came compressed though they say they are not, or the other way round. */
final class CompressionGuard implements ServerInterceptor {
    @Override
    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
        next.start(new ForwardingServerCall<>(call) {
            @Override
            protected ServerCallListener<Q> wrap(ServerCallListener<Q> listener) {
                return new Guard<>(call, listener);
            }
        });
    }

    private static final class Guard<Q> extends ForwardingServerCallListener<Q> {
        private final ServerCall<Q, ?> call;

        Guard(ServerCall<Q, ?> call, ServerCallListener<Q> next) {
            super(next);
            this.call = call;
        }

        @Override
        public void onMessage(Q request) {
            boolean compressed = call.isRequestCompressed();
            if (ExpectedCompression.of(request).orElse(compressed) != compressed) {
                String how = compressed ? "compressed" : "uncompressed";
                call.close(
                        StatusCode.INVALID_ARGUMENT.withMessage("the request came " + how + ", against what it says"));
            } else {
                super.onMessage(request);
            }
        }
    }
}
