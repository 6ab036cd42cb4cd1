package dev.tern.rpc.examples.interceptor;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientInterceptor;

/**
 * Sends a token with every call of a channel or stub.
 *
 * @param token what {@link TokenGuard} asks for
 */
record TokenSender(String token) implements ClientInterceptor {
    static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.text("authorization");

    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return next.newCall(method, options.withMetadata(AUTHORIZATION, token));
    }
}
