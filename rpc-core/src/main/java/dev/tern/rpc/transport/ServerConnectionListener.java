package dev.tern.rpc.transport;

import dev.tern.rpc.Status;

/**
 * Hears what happens on one connection that a peer made.
 *
 * <p>Order of events: {@code onStream* onClosed}.
 */
public interface ServerConnectionListener {
    /**
     * The peer calls. May come on several threads at once, for different streams. Must not block. The stream may be replied to or closed before this method returns.
     *
     * @return what hears of the stream from here on
     */
    StreamListener onStream(ServerStream stream, RequestHead head);

    /** The connection is gone; its streams were closed before. The last event. */
    void onClosed(Status reason);
}
