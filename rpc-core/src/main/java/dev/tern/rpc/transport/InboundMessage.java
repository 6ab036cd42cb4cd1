package dev.tern.rpc.transport;

import dev.tern.rpc.Marshaller;

/**
 * A message that has come and is not decoded yet. It holds transport memory and the sender's credit until it is decoded
 * or discarded, of which exactly one must be called, once, on any thread.
 */
public interface InboundMessage {
    /** The encoded size in bytes; 0 if the message never was bytes (in-process, passed as an object). */
    int size();

    /** Whether it came compressed; {@link #size} is then the compressed size, and {@link #decode} decompresses. */
    default boolean isCompressed() {
        return false;
    }

    /**
     * Decodes the message and frees what it holds, also if decoding fails.
     *
     * @throws IllegalStateException if it was decoded or discarded before
     * @throws RuntimeException what the marshaller threw
     */
    <T> T decode(Marshaller<T> marshaller);

    /** Frees what the message holds. A second call does nothing. */
    void discard();
}
