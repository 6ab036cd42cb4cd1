package dev.tern.rpc.transport;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * What a call is, before any message.
 *
 * @param method the full name, {@code helloworld.Greeter/SayHello}
 * @param kind the kind the client's stub has; on a wire that does not say, the server is given BIDI_STREAMING, the widest
 * @param timeoutNanos the time left, in nanoseconds, when the head was made; {@link #NO_TIMEOUT} for none
 * @param metadata the request metadata
 * @param encoding the name of the messages' encoding, as {@code Marshaller.encoding} has it; empty for the method's own
 * @param compressor what the client compresses its messages with; null for nothing. On the server always null: transports
 *     decompress
 */
public record RequestHead(
        String method,
        MethodKind kind,
        long timeoutNanos,
        Metadata metadata,
        String encoding,
        @Nullable Compressor compressor) {
    /** No deadline. */
    public static final long NO_TIMEOUT = Long.MAX_VALUE;

    /** A head of a call in the method's own encoding, uncompressed. */
    public RequestHead(String method, MethodKind kind, long timeoutNanos, Metadata metadata) {
        this(method, kind, timeoutNanos, metadata, "", null);
    }

    public boolean hasTimeout() {
        return timeoutNanos != NO_TIMEOUT;
    }
}
