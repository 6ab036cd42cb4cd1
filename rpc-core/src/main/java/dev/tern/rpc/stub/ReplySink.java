package dev.tern.rpc.stub;

/**
 * Where a blocking handler sends the replies of a stream. For one thread at a time.
 *
 * @param <R> the reply
 */
@FunctionalInterface
public interface ReplySink<R> {
    /**
     * Sends a reply; waits while the peer is slow.
     *
     * @throws dev.tern.rpc.RpcException if the call has ended, most likely since the client cancelled or the deadline passed
     */
    void send(R reply);
}
