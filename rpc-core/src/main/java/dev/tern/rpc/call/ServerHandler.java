package dev.tern.rpc.call;

/**
 * Answers the calls of one method. Safe for any number of threads.
 *
 * @param <Q> the request message
 * @param <R> the reply message
 */
@FunctionalInterface
public interface ServerHandler<Q, R> {
    /**
     * Begins to answer a call: names a listener by {@link ServerCall#listen}. Runs on the executor that serves the
     * method, and may block if that executor is for blocking work. What it throws fails the call.
     */
    void start(ServerCall<Q, R> call);
}
