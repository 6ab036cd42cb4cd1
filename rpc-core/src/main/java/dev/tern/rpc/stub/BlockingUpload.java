package dev.tern.rpc.stub;

/**
 * A call with a stream of requests and one reply. For one thread at a time. Close it: that cancels the call unless it has
 * ended.
 *
 * @param <Q> the request
 * @param <R> the reply
 */
public final class BlockingUpload<Q, R> implements AutoCloseable {
    private final BlockingExchange<Q, R> exchange;

    BlockingUpload(BlockingExchange<Q, R> exchange) {
        this.exchange = exchange;
    }

    /**
     * Sends a request; waits while the peer is slow.
     *
     * @throws dev.tern.rpc.RpcException if the call has ended, saying how: with OK if the server replied without waiting for
     *     more, and {@link #finish} then gives the reply
     */
    public void send(Q request) {
        exchange.send(request);
    }

    /**
     * Says that no more requests follow, and waits for the reply.
     *
     * @throws dev.tern.rpc.RpcException if the call failed
     */
    public R finish() {
        exchange.finishSending();
        R reply = exchange.replies().next();
        // The end comes with the reply or right after it; waiting for it tells a failure that followed the reply.
        if (exchange.replies().hasNext()) {
            throw new IllegalStateException("a second reply got past the call's own check");
        }
        return reply;
    }

    /** Cancels the call unless it has ended. Idempotent. */
    @Override
    public void close() {
        exchange.close();
    }
}
