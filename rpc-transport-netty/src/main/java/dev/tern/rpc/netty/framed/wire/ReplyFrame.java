package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The REPLY frame; spec, "REPLY".
 *
 * <pre>
 *  +-----------+------------+-----------+-------------+-----------------+------------------+---------+
 *  | flags(u8) | headers    | status    | trailers    | compressor (u8) | total (varint32) | message |
 *  |           | if HEADERS | if STATUS | if TRAILERS | if COMPRESSED   | if MORE          | the rest|
 *  +-----------+------------+-----------+-------------+-----------------+------------------+---------+
 * </pre>
 */
public final class ReplyFrame {
    /** The stream is over. */
    public static final int END = 0x01;

    /** A message, or its first fragment, is the rest of the frame. */
    public static final int MESSAGE = 0x02;

    /** Further fragments follow. */
    public static final int MORE = 0x04;

    /** The reply's metadata is in the frame. */
    public static final int HEADERS = 0x08;

    /** The status is in the frame. */
    public static final int STATUS = 0x10;

    /** The metadata of the end is in the frame. */
    public static final int TRAILERS = 0x20;

    /** The message is compressed, with what a byte says. */
    public static final int COMPRESSED = 0x40;

    private static final int LISTED = END | MESSAGE | MORE | HEADERS | STATUS | TRAILERS | COMPRESSED;

    private ReplyFrame() {}

    /** The flags of what is there, without those of a message. */
    public static int flags(@Nullable Metadata headers, boolean end, Status status, Metadata trailers) {
        return (headers == null ? 0 : HEADERS)
                | (end ? END : 0)
                | (end && !status.equals(Status.OK) ? STATUS : 0)
                | (end && !trailers.isEmpty() ? TRAILERS : 0);
    }

    /** Writes everything before {@link MessageFrame#writePrefix}. */
    public static void writeHead(ByteBuf out, int flags, @Nullable Metadata headers, Status status, Metadata trailers) {
        out.writeByte(flags);
        if (headers != null) {
            MetadataBlock.write(out, headers);
        }
        if (Flags.has(flags, STATUS)) {
            StatusBlock.write(out, status);
        }
        if (Flags.has(flags, TRAILERS)) {
            MetadataBlock.write(out, trailers);
        }
    }

    /**
     * Reads the flags.
     *
     * @throws WireException if they have no meaning (row 7)
     */
    public static int readFlags(ByteBuf in) {
        int flags = Flags.read(in, FrameType.REPLY, LISTED);
        boolean moreOfNothing = !Flags.has(flags, MESSAGE) && (flags & (MORE | COMPRESSED)) != 0;
        boolean endInside = (flags & (MORE | END)) == (MORE | END);
        boolean endPartsWithoutEnd = !Flags.has(flags, END) && (flags & (STATUS | TRAILERS)) != 0;
        boolean statusWithMessage = (flags & (STATUS | MESSAGE)) == (STATUS | MESSAGE);
        if (flags == 0 || moreOfNothing || endInside || endPartsWithoutEnd || statusWithMessage) {
            throw Flags.exclusive(FrameType.REPLY, flags);
        }
        return flags;
    }
}
