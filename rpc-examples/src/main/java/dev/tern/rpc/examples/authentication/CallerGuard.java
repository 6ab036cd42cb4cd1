package dev.tern.rpc.examples.authentication;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.Authorization;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.ForwardingCallContext;
import dev.tern.rpc.call.ForwardingServerCall;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import java.util.Map;
import java.util.Optional;

/**
 * Lets a call through to its handler only with a token that is known, and tells the handler whose it is.
 *
 * @param callers who bears which token; a real one would check a signature, or ask who issued it
 */
record CallerGuard(Map<String, String> callers) implements ServerInterceptor {
    /** Where the handler finds the caller's name. A client may send as much: what it says of this is taken out. */
    static final Metadata.Key<String> CALLER = Metadata.Key.text("caller");

    @Override
    public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
        Optional<String> caller =
                Authorization.bearerToken(call.context().metadata()).map(callers::get);
        if (caller.isEmpty()) {
            call.close(StatusCode.UNAUTHENTICATED.withMessage("a valid token is needed"));
            return;
        }
        Metadata known = call.context().metadata().without(CALLER).with(CALLER, caller.get());
        CallContext context = new ForwardingCallContext(call.context()) {
            @Override
            public Metadata metadata() {
                return known;
            }
        };
        next.start(new ForwardingServerCall<>(call) {
            @Override
            public CallContext context() {
                return context;
            }
        });
    }
}
