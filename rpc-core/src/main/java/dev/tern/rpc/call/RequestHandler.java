package dev.tern.rpc.call;

/**
 * Answers calls of one request each, once that is there. One object serves all calls of a method, where a listener is one for
 * each. Safe for any number of threads.
 *
 * @param <Q> the request message
 * @param <R> the reply message
 */
@FunctionalInterface
public interface RequestHandler<Q, R> {
    /** Answers a call, now or later. Runs where a listener would, and what it throws fails the call as a listener's failure does. */
    void onRequest(Q request, ServerCall<Q, R> call);
}
