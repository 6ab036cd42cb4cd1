package dev.tern.rpc.transport;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Status;

/**
 * One call on a connection, as one side sends on it.
 *
 * <p>Concurrency: {@code send} and {@code halfClose} (and on the server everything of {@link ServerStream}) are for one
 * thread at a time; {@code request}, {@code isReady} and {@code cancel} for any thread at any time. Nothing here blocks.
 * After the stream has ended every method is a no-op. Any method may call listeners, this side's too, before it returns: hold
 * no lock across it.
 */
public interface Stream {
    /**
     * Encodes a message at once, on this thread, and queues it. May be called when not ready; the caller is then the
     * one who must bound how much piles up.
     *
     * @param endOfStream whether it is this side's last message; on the server, {@link ServerStream#reply} or
     *     {@link ServerStream#close} end a stream instead and this is always false
     * @throws dev.tern.rpc.RpcException RESOURCE_EXHAUSTED if the message is over the limit; the stream is as it was
     * @throws RuntimeException what the marshaller threw; the stream is as it was
     */
    <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream);

    /**
     * Whether messages sent from here on are compressed, if the wire can and there is something to compress with: on the
     * client the head's compressor, on the server one that the client takes. A message that would get longer goes as it is.
     * For the thread that sends. Default: true on the client, false on the server, where the first true must come before
     * headers and messages to have an effect on every wire.
     */
    default void compressMessages(boolean on) {}

    /** Ends this side's messages with none further. Client only. */
    void halfClose();

    /**
     * Lets the transport hand over so many more messages. Every stream begins with a demand of one, so that a side that
     * expects a single message never has to ask.
     *
     * @param messages one or more; the sum is capped at {@code Integer.MAX_VALUE}
     */
    void request(int messages);

    /** Whether a message sent now would go out without piling up; when it turns true again, {@code onReady} says so. */
    boolean isReady();

    /**
     * Ends the stream at once and tells the peer. The listener hears {@code onClosed} with this status, after any event
     * that is being delivered, unless the stream ended before; which of the two it is, is decided once.
     */
    void cancel(Status status);

    /**
     * Bytes of messages that were given to the connection so far, as they are on the wire: encoded, and compressed if they
     * are. What frames, heads and metadata take beside them is not counted; of a long message that is cut into frames, what
     * has gone. Exact in and after {@code onClosed}; before, and on another thread, it may lag behind. 0 for what never was
     * bytes: in-process, messages passed as objects.
     */
    default long sentBytes() {
        return 0;
    }

    /** Bytes of messages that have come so far, counted as {@link #sentBytes}, whether they were delivered or not. */
    default long receivedBytes() {
        return 0;
    }
}
