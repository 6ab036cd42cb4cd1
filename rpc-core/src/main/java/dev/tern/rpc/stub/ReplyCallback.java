package dev.tern.rpc.stub;

import dev.tern.rpc.RpcException;

/**
 * Hears how a call went. Exactly one method is called, once, on the channel's executor.
 *
 * @param <R> the reply
 */
public interface ReplyCallback<R> {
    /** The call went well. */
    void onReply(R reply);

    /** The call failed. */
    void onFailure(RpcException failure);
}
