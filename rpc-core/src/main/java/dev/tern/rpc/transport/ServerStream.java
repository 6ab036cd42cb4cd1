package dev.tern.rpc.transport;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;

/**
 * One call on a connection, as the server sends on it. Metadata over the limit ends the stream on both sides with
 * RESOURCE_EXHAUSTED, naming the limit.
 */
public interface ServerStream extends Stream {
    /** Sends the reply's metadata; at most once, and before any message. Without it empty metadata goes first. */
    void sendHeaders(Metadata headers);

    /**
     * The last message, and status OK, in one: a single frame where the wire has such. Ends the stream.
     *
     * @throws dev.tern.rpc.RpcException RESOURCE_EXHAUSTED if the message is over the limit; the stream is as it was
     * @throws RuntimeException what the marshaller threw; the stream is as it was
     */
    <T> void reply(T message, Marshaller<T> marshaller, Metadata trailers);

    /**
     * Ends the stream on the word that the application has seen nothing of the call, so that the client may try it again
     * whatever the method: its listener hears {@code neverSent} where the wire can say so. Any thread, in place of
     * everything else here. Default: as {@link #close}.
     *
     * @param status UNAVAILABLE, with what the client is told where the wire can carry it
     */
    default void refuse(Status status) {
        close(status, Metadata.EMPTY);
    }

    /** Ends the stream with a status and no further message. Messages sent before are delivered first. */
    void close(Status status, Metadata trailers);
}
