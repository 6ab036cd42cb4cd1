package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The REQUEST frame; spec, "REQUEST".
 *
 * <pre>
 *  +-----------+-------------+-------------------+-------------+--------------------+-------------+
 *  | flags(u8) | wide (u8)   | method (varint32) | name (Text) | timeout (varint64) | metadata    |
 *  |           | if kind = 7 |                   | if NAME     | µs, if TIMEOUT     | if METADATA |
 *  +-----------+-------------+-------------------+-------------+--------------------+-------------+
 *  | compressor (u8) | total (varint32) | message  |
 *  | if COMPRESSED   | if MORE          | the rest |
 *  +-----------------+------------------+----------+
 * </pre>
 *
 * To be read in that order: {@link #readFlags}, {@link #readMethod}, {@link #readName} …
 */
public final class RequestFrame {
    /** The bits of the kind. */
    public static final int KIND = 0x07;

    /** A message, or its first fragment, is the rest of the frame. */
    public static final int MESSAGE = 0x08;

    /** Further fragments follow. */
    public static final int MORE = 0x10;

    /** The method's name is in the frame. */
    public static final int NAME = 0x20;

    /** The call has a deadline. */
    public static final int TIMEOUT = 0x40;

    /** There is metadata. */
    public static final int METADATA = 0x80;

    /** The message is compressed, with what a byte says. Here, where it is no bit of the first byte, it is the ninth. */
    public static final int COMPRESSED = 0x100;

    /** The kind that says that a second byte of flags has it. */
    private static final int WIDE = 0x07;

    /** Compressed, in the second byte. */
    private static final int WIDE_COMPRESSED = 0x08;

    /** The method number that stands for a name that is not to be remembered. */
    public static final int UNNUMBERED = 0;

    /** The longest name of a method. */
    public static final int MAX_NAME_BYTES = 512;

    private static final int LISTED = KIND | MESSAGE | MORE | NAME | TIMEOUT | METADATA;

    /** By their numbers on the wire. */
    private static final MethodKind[] KINDS = {
        MethodKind.UNARY,
        MethodKind.ONE_WAY,
        MethodKind.CLIENT_STREAMING,
        MethodKind.SERVER_STREAMING,
        MethodKind.BIDI_STREAMING
    };

    private static final long NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

    /** Zero is past already; a deadline further than this is as good as none, and fits 63 bits of nanoseconds. */
    private static final long MAX_TIMEOUT_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO - 1;

    private RequestFrame() {}

    /** The flags of a head that is to be written, without those of its message. */
    public static int flags(MethodKind kind, boolean named, boolean hasTimeout, Metadata metadata) {
        return number(kind) | (named ? NAME : 0) | (hasTimeout ? TIMEOUT : 0) | (metadata.isEmpty() ? 0 : METADATA);
    }

    private static int number(MethodKind kind) {
        return switch (kind) {
            case UNARY -> 0;
            case ONE_WAY -> 1;
            case CLIENT_STREAMING -> 2;
            case SERVER_STREAMING -> 3;
            case BIDI_STREAMING -> 4;
        };
    }

    /** How many bytes {@link #writeHead} takes. */
    public static int headSize(int flags, int method, String name, long timeoutNanos, Metadata metadata) {
        return 1
                + (Flags.has(flags, COMPRESSED) ? 1 : 0)
                + Varint.size(method)
                + (Flags.has(flags, NAME) ? Text.size(name) : 0)
                + (Flags.has(flags, TIMEOUT) ? Varint.size(micros(timeoutNanos)) : 0)
                + (Flags.has(flags, METADATA) ? MetadataBlock.size(metadata) : 0);
    }

    /** Writes everything before {@link MessageFrame#writePrefix}. */
    public static void writeHead(
            ByteBuf out, int flags, int method, String name, long timeoutNanos, Metadata metadata) {
        if (Flags.has(flags, COMPRESSED)) {
            out.writeByte(flags | WIDE).writeByte(WIDE_COMPRESSED | (flags & KIND));
        } else {
            out.writeByte(flags);
        }
        Varint.write(out, method);
        if (Flags.has(flags, NAME)) {
            Text.write(out, name);
        }
        if (Flags.has(flags, TIMEOUT)) {
            Varint.write(out, micros(timeoutNanos));
        }
        if (Flags.has(flags, METADATA)) {
            MetadataBlock.write(out, metadata);
        }
    }

    /** Rounded up, so that a deadline that has not passed does not arrive as one that has. */
    private static long micros(long nanos) {
        return nanos <= 0 ? 0 : (nanos - 1) / NANOS_PER_MICRO + 1;
    }

    /**
     * Reads the flags, of both bytes if there are two.
     *
     * @throws WireException if they have no meaning (row 7)
     */
    public static int readFlags(ByteBuf in) {
        int flags = Flags.read(in, FrameType.REQUEST, LISTED);
        if ((flags & KIND) == WIDE) {
            int wide = Flags.read(in, FrameType.REQUEST, KIND | WIDE_COMPRESSED);
            flags = (flags & ~KIND) | (wide & KIND) | (Flags.has(wide, WIDE_COMPRESSED) ? COMPRESSED : 0);
        }
        boolean compressesNothing = (flags & (COMPRESSED | MESSAGE)) == COMPRESSED;
        if (compressesNothing || (flags & KIND) >= KINDS.length || (flags & (MORE | MESSAGE)) == MORE) {
            throw Flags.exclusive(FrameType.REQUEST, flags);
        }
        return flags;
    }

    /** The kind of the call. */
    public static MethodKind kind(int flags) {
        return KINDS[flags & KIND];
    }

    /** Reads the method's number. */
    public static int readMethod(ByteBuf in) {
        return Varint.readInt(in);
    }

    /**
     * Reads the method's name; only if NAME is set.
     *
     * @throws WireException if it is empty, too long or not printable ASCII (row 15)
     */
    public static String readName(ByteBuf in) {
        int length = Varint.readLength(in);
        if (length == 0 || length > MAX_NAME_BYTES) {
            throw WireException.malformed("method name of " + length + " bytes is not between 1 and " + MAX_NAME_BYTES);
        }
        for (int i = in.readerIndex(); i < in.readerIndex() + length; i++) {
            byte c = in.getByte(i);
            if (c <= ' ' || c > '~') {
                throw WireException.malformed("method name has byte 0x" + Integer.toHexString(c & 0xff));
            }
        }
        String name = in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII);
        in.skipBytes(length);
        return name;
    }

    /** Reads the time left, in nanoseconds; only if TIMEOUT is set. */
    public static long readTimeoutNanos(ByteBuf in) {
        return Math.min(Varint.readLong(in), MAX_TIMEOUT_MICROS) * NANOS_PER_MICRO;
    }
}
