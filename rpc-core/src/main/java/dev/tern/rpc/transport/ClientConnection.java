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
     * @param head what the call is
     * @param listener hears what comes back
     */
    Stream open(RequestHead head, StreamListener listener);
}
