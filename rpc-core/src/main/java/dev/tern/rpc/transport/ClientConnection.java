package dev.tern.rpc.transport;

/** A connection as the side has it that made it. */
public interface ClientConnection extends Connection {
    /**
     * Opens a stream for one call. Nothing is written yet if the kind of the call has a single request: head and
     * message then leave together, in one frame where the wire has such. Never blocks.
     *
     * <p>If the connection can carry no more streams (closed, draining, or at the peer's limit of calls) the listener
     * hears {@code onClosed} with a status that says so and {@code neverSent} true, on this thread before this method
     * returns or on the transport's, and the stream ignores what it is told.
     *
     * <p>A connection need not know of a stream of which nothing was written yet: to list it would cost every call. If the
     * connection ends before the single request is sent, the listener hears so when this side next sends, cancels, or finds
     * the stream not ready, again with {@code neverSent} true. So send at once, or have a deadline cancel.
     *
     * @param head what the call is
     * @param listener hears what comes back
     */
    Stream open(RequestHead head, StreamListener listener);

    /**
     * How many streams the peer lets be open at a time, as far as it is known now; {@link #open} refuses one more, or has it
     * wait. If it grows, {@link ConnectionListener#onRoom} says so. Default: no limit. Any thread; cheap.
     */
    default int maxCalls() {
        return Integer.MAX_VALUE;
    }
}
