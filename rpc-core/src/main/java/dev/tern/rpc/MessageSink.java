package dev.tern.rpc;

import java.nio.ByteBuffer;

/** Where a {@link Marshaller} puts a message: it asks once for a buffer of the exact size, and fills it. */
@FunctionalInterface
public interface MessageSink {
    /**
     * A buffer for one message. Called exactly once per message. The buffer is the transport's own memory, in network
     * byte order, direct or not; it is valid until {@link Marshaller#write} returns and must not be kept.
     *
     * @param bytes the exact encoded size, zero or more
     * @return a buffer with exactly {@code bytes} remaining
     * @throws RpcException RESOURCE_EXHAUSTED if the size is over the limit of this side or the peer
     */
    ByteBuffer allocate(int bytes);
}
