package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Status;
import io.netty.buffer.ByteBuf;

/**
 * The GOAWAY frame; spec, "GOAWAY".
 *
 * <pre>
 *  | last accepted stream (u32) | status |
 * </pre>
 */
public final class GoAwayFrame {
    private GoAwayFrame() {}

    /** Writes the frame, header and all. */
    public static void write(ByteBuf out, int lastAccepted, Status status) {
        int at = FrameHeader.begin(out);
        out.writeInt(lastAccepted);
        StatusBlock.write(out, status);
        FrameHeader.end(out, at, FrameType.GOAWAY, FrameHeader.CONNECTION, 0);
    }

    /**
     * Reads the last accepted stream; the status follows.
     *
     * @throws WireException if the frame ends first
     */
    public static int readLastAccepted(ByteBuf in) {
        if (in.readableBytes() < Integer.BYTES) {
            throw WireException.malformed("GOAWAY of " + in.readableBytes() + " bytes");
        }
        return in.readInt();
    }
}
