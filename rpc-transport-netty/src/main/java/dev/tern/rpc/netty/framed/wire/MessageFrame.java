package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;

/**
 * The MESSAGE frame, and the total that stands before the first fragment of a message in any frame; spec, "MESSAGE".
 *
 * <pre>
 *  +-----------+------------------+---------+
 *  | flags(u8) | total (varint32) | bytes   |
 *  |           | if MORE and not  | the rest|
 *  |           | CONTINUES        |         |
 *  +-----------+------------------+---------+
 * </pre>
 */
public final class MessageFrame {
    /** The sender's side ends with this message. */
    public static final int END = 0x01;

    /** Further fragments follow. */
    public static final int MORE = 0x02;

    /** A fragment that is not the first. */
    public static final int CONTINUES = 0x04;

    /** No message, just the end. */
    public static final int BARE = 0x08;

    /** The size of the flags, and so of everything before the bytes of all but a first fragment. */
    public static final int FLAGS_BYTES = 1;

    private static final int LISTED = END | MORE | CONTINUES | BARE;

    private MessageFrame() {}

    /** How many bytes {@link #writeHead} takes. */
    public static int headSize(int flags, int total) {
        return FLAGS_BYTES + (hasTotal(flags) ? Varint.size(total) : 0);
    }

    /** Writes everything before the bytes. */
    public static void writeHead(ByteBuf out, int flags, int total) {
        out.writeByte(flags);
        if (hasTotal(flags)) {
            Varint.write(out, total);
        }
    }

    /**
     * Reads the flags.
     *
     * @throws WireException if they have no meaning (row 7)
     */
    public static int readFlags(ByteBuf in) {
        int flags = Flags.read(in, FrameType.MESSAGE, LISTED);
        boolean endInside = (flags & (END | MORE)) == (END | MORE);
        boolean bareButNotAlone = Flags.has(flags, BARE) && flags != (BARE | END);
        if (endInside || bareButNotAlone) {
            throw Flags.exclusive(FrameType.MESSAGE, flags);
        }
        return flags;
    }

    /** Whether the flags are of the first fragment of several. */
    public static boolean hasTotal(int flags) {
        return (flags & (MORE | CONTINUES)) == MORE;
    }

    /**
     * Reads the length of the message that begins here.
     *
     * @param fragmented whether it says so itself; else it is what is left of the frame
     * @throws WireException malformed if the total can't be read
     */
    public static int readTotal(ByteBuf in, boolean fragmented) {
        return fragmented ? Varint.readInt(in) : in.readableBytes();
    }

    /**
     * Checks the length of a message before any memory is taken for it.
     *
     * @throws WireException a stream error if it is over the limit (row 19)
     */
    public static void requireTotal(int total, int maxMessageBytes) {
        if (total > maxMessageBytes) {
            throw WireException.stream(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "message of " + total + " bytes exceeds maxMessageBytes " + maxMessageBytes);
        }
    }
}
