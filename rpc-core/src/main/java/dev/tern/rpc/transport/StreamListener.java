package dev.tern.rpc.transport;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;

/**
 * Hears what happens on one stream.
 *
 * <p>Order of events, with {@code onReady} anywhere before {@code onClosed}:
 *
 * <ul>
 *   <li>on the client: {@code onHeaders? onMessage* onClosed}
 *   <li>on the server: {@code onMessage* onHalfClose? onClosed}
 * </ul>
 *
 * <p>Events of one stream never overlap, and come after one another in the memory model's sense too: a {@code cancel}
 * from this side is heard as {@code onClosed} later, on the transport's thread. No method may block or throw.
 */
public interface StreamListener {
    /** The reply's metadata. Client only. Not called if it is empty and a message or the end follows at once. */
    void onHeaders(Metadata headers);

    /**
     * A whole message has come. At most as many as were requested. The receiver must decode or discard it, exactly
     * once, on any thread, now or later.
     */
    void onMessage(InboundMessage message);

    /** The client sends no more messages. Server only. */
    void onHalfClose();

    /** The stream was not ready and is again. */
    void onReady();

    /**
     * The stream has ended; the last event, always given, exactly once.
     *
     * <p>On the client: the server's status, or why there is none. On the server: OK once the end it sent was handed to
     * the connection, or why the call is over before that (cancelled, connection lost).
     *
     * @param status how
     * @param trailers what the server sent with its status; else empty
     * @param origin which side decided
     * @param neverSent true only if it is certain that the server's application has seen nothing of the call, so that
     *     it may be tried again whatever the method
     */
    void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent);
}
