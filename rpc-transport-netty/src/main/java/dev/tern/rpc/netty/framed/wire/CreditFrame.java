package dev.tern.rpc.netty.framed.wire;

import io.netty.buffer.ByteBuf;

/**
 * The CREDIT frame; spec, "CREDIT".
 *
 * <pre>
 *  | amount (varint32) |
 * </pre>
 */
public final class CreditFrame {
    private CreditFrame() {}

    /** Writes the frame, header and all. */
    public static void write(ByteBuf out, int streamId, int amount) {
        out.writeLong(FrameHeader.of(FrameType.CREDIT, streamId, Varint.size(amount)));
        Varint.write(out, amount);
    }

    /**
     * Reads the amount.
     *
     * @throws WireException if it is 0 (row 26) or malformed
     */
    public static int read(ByteBuf in) {
        int amount = Varint.readInt(in);
        if (amount == 0) {
            throw WireException.malformed("CREDIT of 0");
        }
        return amount;
    }
}
