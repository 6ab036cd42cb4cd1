package dev.tern.rpc;

import java.nio.ByteBuffer;

/**
 * A compression of messages, as {@code grpc-encoding} names them. Stateless and safe for any number of threads. Gzip is
 * there; others are registered with the transport.
 */
public interface Compressor {
    /** What RFC 1952 defines, by the JDK's own classes. */
    Compressor GZIP = new GzipCompressor();

    /** The name on the wire, for instance {@code gzip}: lower-case letters, digits and dashes; never {@code identity}. */
    String name();

    /**
     * Compresses all remaining bytes of a message.
     *
     * @param message the transport's own memory, direct or not; only to be read until this method returns
     * @return the compressed bytes, in a buffer that is the caller's from here on
     */
    ByteBuffer compress(ByteBuffer message);

    /**
     * Decompresses all remaining bytes. Never makes more than the limit: it is checked while inflating, not after.
     *
     * @param compressed the transport's own memory, direct or not; only to be read until this method returns
     * @param maxBytes the most the message may have, in bytes
     * @return the message, in a buffer that is the caller's from here on
     * @throws RpcException RESOURCE_EXHAUSTED if it is longer than the limit, naming it
     * @throws RuntimeException anything else if the bytes are not valid; the call then ends with INTERNAL
     */
    ByteBuffer decompress(ByteBuffer compressed, int maxBytes);
}
