package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;

/**
 * The MESSAGE frame, and what stands before a message, or its first fragment, in any frame; spec, "MESSAGE".
 *
 * <pre>
 *  +-----------+-----------------+------------------+---------+
 *  | flags(u8) | compressor (u8) | total (varint32) | bytes   |
 *  |           | if COMPRESSED   | if MORE and not  | the rest|
 *  |           |                 | CONTINUES        |         |
 *  +-----------+-----------------+------------------+---------+
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

    /** The message that begins is compressed, with what a byte says. */
    public static final int COMPRESSED = 0x10;

    /** In place of a compressor, for a message that is not compressed. */
    public static final int PLAIN = -1;

    /** How many compressors a byte can tell apart, for those who keep it signed. */
    public static final int MAX_COMPRESSORS = 128;

    /** The size of the flags, and so of everything before the bytes of all but a first fragment. */
    public static final int FLAGS_BYTES = 1;

    private static final int LISTED = END | MORE | CONTINUES | BARE | COMPRESSED;

    private MessageFrame() {}

    /** How many bytes {@link #writeHead} takes. */
    public static int headSize(int flags, int compressor, int total) {
        return FLAGS_BYTES + prefixSize(compressor, hasTotal(flags), total);
    }

    /** Writes everything before the bytes of a message that is not compressed. */
    public static void writeHead(ByteBuf out, int flags, int total) {
        writeHead(out, flags, PLAIN, total);
    }

    /**
     * Writes everything before the bytes.
     *
     * @param compressor where in the receiver's list the message's compressor is; {@link #PLAIN} for none
     */
    public static void writeHead(ByteBuf out, int flags, int compressor, int total) {
        out.writeByte(compressor == PLAIN ? flags : flags | COMPRESSED);
        writePrefix(out, compressor, hasTotal(flags), total);
    }

    /** How many bytes {@link #writePrefix} takes. */
    public static int prefixSize(int compressor, boolean fragmented, int total) {
        return (compressor == PLAIN ? 0 : 1) + (fragmented ? Varint.size(total) : 0);
    }

    /** Writes what stands between a frame's head and the message that begins in it. */
    public static void writePrefix(ByteBuf out, int compressor, boolean fragmented, int total) {
        if (compressor != PLAIN) {
            out.writeByte(compressor);
        }
        if (fragmented) {
            Varint.write(out, total);
        }
    }

    /**
     * Reads where in this side's list the compressor of the message is that begins here; {@link #PLAIN} for none.
     *
     * @throws WireException malformed if the frame ends before
     */
    public static int readCompressor(ByteBuf in, boolean compressed) {
        if (!compressed) {
            return PLAIN;
        }
        if (!in.isReadable()) {
            throw WireException.malformed("frame ends where it should say a message's compressor");
        }
        return in.readUnsignedByte();
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
        boolean compressedInside = (flags & (COMPRESSED | CONTINUES)) == (COMPRESSED | CONTINUES);
        if (endInside || bareButNotAlone || compressedInside) {
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
