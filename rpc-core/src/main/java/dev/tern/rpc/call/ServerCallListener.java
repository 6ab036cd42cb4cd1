package dev.tern.rpc.call;

import dev.tern.rpc.Status;

/**
 * Hears of one call on the server. Methods run on the executor given to {@code listen}, one at a time, in the order
 * {@code onMessage* onHalfClose? onClose}, with {@code onReady} anywhere between. What a method throws fails the call.
 *
 * @param <Q> the request message
 */
public interface ServerCallListener<Q> {
    /** A request, at most as many as were requested. */
    void onMessage(Q message);

    /** The client sends no more. */
    default void onHalfClose() {}

    /** The call was not ready to send and is again. */
    default void onReady() {}

    /**
     * The call is over; exactly once, the last event. Of a unary or one-way call that ends after {@code onMessage} has
     * returned it may come on the thread that ends it (the one that replies, or the transport's), and must not block.
     *
     * @param status what the handler ended the call with, OK if by a reply, which says nothing of whether the client got it;
     *     or why nobody waits any more, if that came first
     */
    default void onClose(Status status) {}
}
