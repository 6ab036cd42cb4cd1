package dev.tern.rpc.call;

import java.util.ArrayDeque;

/**
 * Stands before the handlers of a server or service: may wrap the call, refuse it, or pass it on. Composed once when the
 * server is built. Safe for any number of threads.
 */
@FunctionalInterface
public interface ServerInterceptor {
    /** Answers a call; usually {@code next.start(call)}, with the call as it is or wrapped. */
    <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next);

    /** A handler with these interceptors before it, the first one outermost. */
    static <Q, R> ServerHandler<Q, R> compose(
            ServerHandler<Q, R> handler, Iterable<? extends ServerInterceptor> interceptors) {
        ArrayDeque<ServerInterceptor> innermostFirst = new ArrayDeque<>();
        interceptors.forEach(innermostFirst::addFirst);
        ServerHandler<Q, R> composed = handler;
        for (ServerInterceptor interceptor : innermostFirst) {
            ServerHandler<Q, R> next = composed;
            composed = call -> interceptor.intercept(call, next);
        }
        return composed;
    }
}
