package dev.tern.rpc.netty.framed.wire;

import io.netty.buffer.ByteBuf;

/**
 * Unsigned LEB128: seven bits a byte, lowest first, the top bit set on all bytes but the last.
 *
 * <pre>
 *   300 = 1 0010 1100  →  1010 1100  0000 0010
 * </pre>
 */
public final class Varint {
    /** The most bytes a 32-bit value takes. */
    public static final int MAX_INT_BYTES = 5;

    /** The most bytes a 63-bit value takes. */
    public static final int MAX_LONG_BYTES = 9;

    private static final int MORE = 0x80;
    private static final int PAYLOAD_BITS = 7;
    private static final int PAYLOAD = MORE - 1;

    private Varint() {}

    /**
     * Reads a value of 0 to {@code Integer.MAX_VALUE}: nothing on this wire is larger where 32 bits are meant.
     *
     * @throws WireException if the buffer ends first, or the value is larger
     */
    public static int readInt(ByteBuf in) {
        if (in.isReadable()) {
            byte first = in.readByte();
            if (first >= 0) {
                return first;
            }
            long value = readRest(in, first, MAX_INT_BYTES);
            if (value > Integer.MAX_VALUE) {
                throw WireException.malformed("varint " + value + " exceeds " + Integer.MAX_VALUE);
            }
            return (int) value;
        }
        throw WireException.malformed("frame ends where a varint is expected");
    }

    /**
     * Reads a value of 0 to {@code Long.MAX_VALUE}.
     *
     * @throws WireException if the buffer ends first, or the value is longer than 9 bytes
     */
    public static long readLong(ByteBuf in) {
        if (in.isReadable()) {
            byte first = in.readByte();
            return first >= 0 ? first : readRest(in, first, MAX_LONG_BYTES);
        }
        throw WireException.malformed("frame ends where a varint is expected");
    }

    private static long readRest(ByteBuf in, byte first, int maxBytes) {
        long value = first & PAYLOAD;
        for (int i = 1; i < maxBytes; i++) {
            if (!in.isReadable()) {
                throw WireException.malformed("frame ends inside a varint");
            }
            byte next = in.readByte();
            value |= (long) (next & PAYLOAD) << (i * PAYLOAD_BITS);
            if (next >= 0) {
                return value;
            }
        }
        throw WireException.malformed("varint is longer than " + maxBytes + " bytes");
    }

    /**
     * Reads a length, and makes sure that so many bytes follow.
     *
     * @throws WireException if not
     */
    public static int readLength(ByteBuf in) {
        int length = readInt(in);
        if (length > in.readableBytes()) {
            throw WireException.malformed(
                    "length " + length + " exceeds the " + in.readableBytes() + " bytes left in the frame");
        }
        return length;
    }

    /** Writes a value of zero or more. */
    public static void write(ByteBuf out, long value) {
        long rest = value;
        while (rest > PAYLOAD) {
            out.writeByte((int) (rest & PAYLOAD) | MORE);
            rest >>>= PAYLOAD_BITS;
        }
        out.writeByte((int) rest);
    }

    /** How many bytes {@link #write} takes for a value of zero or more. */
    public static int size(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
        return (bits + PAYLOAD_BITS - 1) / PAYLOAD_BITS;
    }
}
