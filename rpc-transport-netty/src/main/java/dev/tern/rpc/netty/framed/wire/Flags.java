package dev.tern.rpc.netty.framed.wire;

import io.netty.buffer.ByteBuf;

/** The byte of flags that call frames begin with. */
public final class Flags {
    private Flags() {}

    /** Whether a flag is set. */
    public static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    /**
     * Reads the byte.
     *
     * @param listed all bits that may be set
     * @throws WireException if there is none, or another bit is set (row 7)
     */
    static int read(ByteBuf in, FrameType type, int listed) {
        if (!in.isReadable()) {
            throw WireException.malformed(type + " is empty");
        }
        int flags = in.readUnsignedByte();
        if ((flags & ~listed) != 0) {
            throw exclusive(type, flags);
        }
        return flags;
    }

    static WireException exclusive(FrameType type, int flags) {
        return WireException.malformed(type + " with flags 0x" + Integer.toHexString(flags) + " has no meaning");
    }
}
