package dev.tern.rpc.netty.framed.wire;

import io.netty.buffer.ByteBuf;

/**
 * The PING and PONG frames; spec, "PING".
 *
 * <pre>
 *  | opaque (u64) |
 * </pre>
 */
public final class PingFrame {
    /** The size of the body. */
    public static final int LENGTH = Long.BYTES;

    private PingFrame() {}

    /** Writes a frame, header and all. */
    public static void write(ByteBuf out, FrameType pingOrPong, long opaque) {
        out.writeLong(FrameHeader.of(pingOrPong, FrameHeader.CONNECTION, LENGTH));
        out.writeLong(opaque);
    }

    /**
     * Reads the opaque bytes.
     *
     * @throws WireException if the body is not of 8 bytes (row 28)
     */
    public static long read(ByteBuf in) {
        if (in.readableBytes() != LENGTH) {
            throw WireException.malformed("PING or PONG of " + in.readableBytes() + " bytes, not " + LENGTH);
        }
        return in.readLong();
    }
}
