package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;

/**
 * The 8 bytes before every body, as one long; spec, "Frame header".
 *
 * <pre>
 *   0               8               16              24              32
 *  +---------------+---------------+---------------+---------------+
 *  |               length (u24)                    |   type (u8)   |
 *  +---------------+---------------+---------------+---------------+
 *  |                        stream id (u32)                        |
 *  +---------------+---------------+---------------+---------------+
 * </pre>
 */
public final class FrameHeader {
    /** The size of a header. */
    public static final int BYTES = Long.BYTES;

    /** The largest length the field can say. */
    public static final int MAX_LENGTH = (1 << 24) - 1;

    /** The stream id of frames that are about the connection. */
    public static final int CONNECTION = 0;

    private static final int TYPE_SHIFT = Integer.SIZE;
    private static final int LENGTH_SHIFT = TYPE_SHIFT + Byte.SIZE;

    private FrameHeader() {}

    /** The header of a frame. */
    public static long of(FrameType type, int streamId, int length) {
        return (long) length << LENGTH_SHIFT | (long) type.number() << TYPE_SHIFT | Integer.toUnsignedLong(streamId);
    }

    /** The body's bytes. */
    public static int length(long header) {
        return (int) (header >>> LENGTH_SHIFT);
    }

    /** The type's number, listed or not. */
    public static int type(long header) {
        return (int) (header >>> TYPE_SHIFT) & 0xff;
    }

    /** The stream id, an unsigned number. */
    public static int streamId(long header) {
        return (int) header;
    }

    /**
     * Checks a length before any memory is taken for it.
     *
     * @throws WireException if it is over the limit (row 5)
     */
    public static int requireLength(long header, int maxFrameBytes) {
        int length = length(header);
        if (length > maxFrameBytes) {
            throw WireException.connection(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "frame of " + length + " bytes exceeds maxFrameBytes " + maxFrameBytes);
        }
        return length;
    }

    /** Leaves room for a header whose length is not known yet; returns where. */
    public static int begin(ByteBuf out) {
        int at = out.writerIndex();
        out.writeLong(0);
        return at;
    }

    /**
     * Fills in the header that {@link #begin} left room for.
     *
     * @param outsideBytes bytes of the body that follow in another buffer
     */
    public static void end(ByteBuf out, int at, FrameType type, int streamId, int outsideBytes) {
        out.setLong(at, of(type, streamId, out.writerIndex() - at - BYTES + outsideBytes));
    }

    /** Whether one stream id comes after another, in the order that wraps around; spec, "stream id". */
    public static boolean isAfter(int streamId, int other) {
        return streamId - other > 0;
    }
}
