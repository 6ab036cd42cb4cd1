package dev.tern.rpc.transport;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;

/**
 * What a call is, before any message.
 *
 * @param method the full name, {@code helloworld.Greeter/SayHello}
 * @param kind the kind the client's stub has; on a wire that does not say, the server is given BIDI_STREAMING, the widest
 * @param timeoutNanos the time left, in nanoseconds, when the head was made; {@link #NO_TIMEOUT} for none
 * @param metadata the request metadata
 */
public record RequestHead(String method, MethodKind kind, long timeoutNanos, Metadata metadata) {
    /** No deadline. */
    public static final long NO_TIMEOUT = Long.MAX_VALUE;

    public boolean hasTimeout() {
        return timeoutNanos != NO_TIMEOUT;
    }
}
