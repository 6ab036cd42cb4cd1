package dev.tern.rpc.interop;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;

/** Sends two entries of a call's metadata back: one with the headers, one with the trailers. */
final class MetadataEcho implements ServerInterceptor {
    /** Comes back in the headers. */
    static final Metadata.Key<String> INITIAL = Metadata.Key.text("x-grpc-test-echo-initial");

    /** Comes back in the trailers. */
    static final Metadata.Key<byte[]> TRAILING = Metadata.Key.binary("x-grpc-test-echo-trailing-bin");

    @Override
    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
        CallContext context = call.context();
        context.metadata().first(INITIAL).ifPresent(value -> context.addHeader(INITIAL, value));
        context.metadata().first(TRAILING).ifPresent(value -> context.addTrailer(TRAILING, value));
        next.start(call);
    }
}
