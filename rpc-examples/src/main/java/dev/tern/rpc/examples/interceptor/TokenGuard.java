package dev.tern.rpc.examples.interceptor;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import java.util.Optional;

/**
 * Lets a call through to its handler only with the right token.
 *
 * @param token the right one
 */
record TokenGuard(String token) implements ServerInterceptor {
    @Override
    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
        Optional<String> sent = call.context().metadata().first(TokenSender.AUTHORIZATION);
        if (sent.isPresent() && sent.get().equals(token)) {
            next.start(call);
        } else {
            call.close(StatusCode.UNAUTHENTICATED.withMessage("a valid token is needed"));
        }
    }
}
