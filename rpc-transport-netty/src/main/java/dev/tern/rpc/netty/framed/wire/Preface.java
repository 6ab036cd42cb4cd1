package dev.tern.rpc.netty.framed.wire;

import io.netty.buffer.ByteBuf;

/**
 * The 8 bytes each side begins with; spec, "Preface".
 *
 * <pre>
 *  +------+------+------+------+------+------+------+------+
 *  | 0xAB | 'T'  | 'E'  | 'R'  | 'N'  | 0x0D | 0x0A | 0x01 |
 *  +------+------+------+------+------+------+------+------+
 * </pre>
 */
public final class Preface {
    /** The whole preface. */
    public static final long VALUE = 0xAB_54_45_52_4E_0D_0A_01L;

    /** Its size. */
    public static final int BYTES = Long.BYTES;

    private Preface() {}

    /** Whether the readable bytes, up to the preface's size, are as the preface has them; true if there are none. */
    public static boolean matches(ByteBuf bytes) {
        int known = Math.min(bytes.readableBytes(), BYTES);
        for (int i = 0; i < known; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != (byte) (VALUE >>> ((BYTES - 1 - i) * Byte.SIZE))) {
                return false;
            }
        }
        return true;
    }

    /** Writes the preface. */
    public static void write(ByteBuf out) {
        out.writeLong(VALUE);
    }
}
