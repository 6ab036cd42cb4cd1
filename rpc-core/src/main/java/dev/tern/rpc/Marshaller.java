package dev.tern.rpc;

import java.nio.ByteBuffer;

/**
 * The codec of one message type. Stateless and safe for any number of threads.
 *
 * @param <T> the message
 */
public interface Marshaller<T> {
    /**
     * Writes a message: asks the sink once for a buffer of the exact encoded size, and fills it to its limit.
     *
     * @throws RuntimeException if the message can't be encoded; the call then fails with INTERNAL on this side
     */
    void write(T message, MessageSink sink);

    /**
     * Reads one message from all remaining bytes of a buffer. The buffer is the transport's own memory, in network byte order,
     * direct or not: the message must not refer to it after this method returns.
     *
     * @throws RuntimeException if the bytes are not a valid message; the call then fails with a status that says so
     */
    T read(ByteBuffer bytes);

    /**
     * Reads one message from all bytes of an array that nobody else has, or will have: the message may refer to it. The default
     * is to {@link #read(ByteBuffer) read} it as any other. Transports call it for messages that have an array of their own
     * anyway: long ones that come in pieces, and those that wait for another thread.
     *
     * @throws RuntimeException if the bytes are not a valid message; the call then fails with a status that says so
     */
    default T readOwned(byte[] bytes) {
        return read(ByteBuffer.wrap(bytes));
    }

    /** The class of the messages. */
    Class<T> messageType();

    /**
     * The name of the encoding as gRPC's content type has it, for instance {@code proto} or {@code json}: lower-case
     * letters and digits.
     */
    String encoding();

    /**
     * Whether messages are immutable, so that the in-process transport may hand the very object to the other side. The
     * default is false: it then goes through bytes, as on any wire.
     */
    default boolean hasImmutableMessages() {
        return false;
    }
}
