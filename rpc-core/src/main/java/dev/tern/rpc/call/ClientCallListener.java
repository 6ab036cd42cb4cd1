package dev.tern.rpc.call;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Outcome;

/**
 * Hears of one call on the client. Methods run on the executor given at the start, one at a time, in the order
 * {@code onHeaders? onMessage* onClose}, with {@code onReady} anywhere between. What a method throws cancels the call.
 *
 * @param <R> the reply message
 */
public interface ClientCallListener<R> {
    /** The server's metadata. Not called if it is empty and a message or the end follows at once. */
    default void onHeaders(Metadata headers) {}

    /** A reply, at most as many as were requested. */
    void onMessage(R message);

    /** The call was not ready to send and is again. */
    default void onReady() {}

    /** The call has ended; exactly once, the last event. */
    void onClose(Outcome outcome);
}
