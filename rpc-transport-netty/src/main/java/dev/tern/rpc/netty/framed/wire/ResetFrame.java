package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Status;
import io.netty.buffer.ByteBuf;

/**
 * The RESET frame; spec, "RESET".
 *
 * <pre>
 *  | flags(u8): bit 0 NEVER_SEEN | status |
 * </pre>
 */
public final class ResetFrame {
    /** The server's application has seen nothing of the call. */
    public static final int NEVER_SEEN = 0x01;

    private ResetFrame() {}

    /** Writes the frame, header and all. */
    public static void write(ByteBuf out, int streamId, int flags, Status status) {
        int at = FrameHeader.begin(out);
        out.writeByte(flags);
        StatusBlock.write(out, status);
        FrameHeader.end(out, at, FrameType.RESET, streamId, 0);
    }

    /**
     * Reads the flags; the status follows.
     *
     * @throws WireException if they have no meaning (row 7)
     */
    public static int readFlags(ByteBuf in) {
        return Flags.read(in, FrameType.RESET, NEVER_SEEN);
    }
}
