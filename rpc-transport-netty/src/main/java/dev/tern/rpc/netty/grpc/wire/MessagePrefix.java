package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;

/**
 * What stands before each message; spec, "Messages and compression".
 *
 * <pre>
 *  | compressed (u8): 0 or 1 | length (u32) | message |
 * </pre>
 */
public final class MessagePrefix {
    private static final int NOT_COMPRESSED = 0;
    private static final int COMPRESSED = 1;

    /** The length of a prefix. */
    public static final int BYTES = Byte.BYTES + Integer.BYTES;

    private MessagePrefix() {}

    /**
     * Writes a prefix.
     *
     * @param length of the message as it is sent: compressed, if it is
     */
    public static void write(ByteBuf out, boolean compressed, int length) {
        out.writeByte(compressed ? COMPRESSED : NOT_COMPRESSED).writeInt(length);
    }

    /**
     * What the first byte says.
     *
     * @throws WireException INTERNAL if it is neither 0 nor 1: nobody knows what the others would mean for what follows
     */
    public static boolean isCompressed(int flagByte) {
        return switch (flagByte) {
            case NOT_COMPRESSED -> false;
            case COMPRESSED -> true;
            default ->
                throw WireException.of(
                        StatusCode.INTERNAL,
                        "compressed flag " + (flagByte & 0xff) + " of a message is neither 0 nor 1");
        };
    }

    /**
     * Makes sure that a length is allowed.
     *
     * @param length the four bytes of the prefix, unsigned
     * @throws WireException RESOURCE_EXHAUSTED if it is over the limit, naming both
     */
    public static int requireLength(long length, int maxMessageBytes) {
        if (length > maxMessageBytes) {
            throw WireException.of(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "message of " + length + " bytes exceeds maxMessageBytes " + maxMessageBytes);
        }
        return (int) length;
    }
}
