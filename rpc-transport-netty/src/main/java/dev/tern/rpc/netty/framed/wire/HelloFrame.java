package dev.tern.rpc.netty.framed.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * The HELLO frame; spec, "HELLO".
 *
 * <pre>
 *  +--------------+--- per field, to the end of the body -----------+
 *  | minor (u8)   | field (varint) | length (varint) | value         |
 *  +--------------+----------------+-----------------+---------------+
 * </pre>
 */
public final class HelloFrame {
    /** The longest body of a HELLO. */
    public static final int MAX_LENGTH = 4_096;

    private static final int MINOR = 0;

    private static final int MAX_FRAME_BYTES = 1;
    private static final int MAX_MESSAGE_BYTES = 2;
    private static final int MAX_METADATA_BYTES = 3;
    private static final int MAX_CONCURRENT_CALLS = 4;
    private static final int INITIAL_STREAM_CREDIT = 5;
    private static final int INITIAL_CONNECTION_CREDIT = 6;
    private static final int COMPRESSORS = 7;
    private static final int MIN_PING_INTERVAL_MILLIS = 8;
    private static final int MAX_METHODS = 9;

    private HelloFrame() {}

    /** Writes the frame, header and all. */
    public static void write(ByteBuf out, Hello hello) {
        int at = FrameHeader.begin(out);
        out.writeByte(MINOR);
        writeField(out, MAX_FRAME_BYTES, hello.maxFrameBytes());
        writeField(out, MAX_MESSAGE_BYTES, hello.maxMessageBytes());
        writeField(out, MAX_METADATA_BYTES, hello.maxMetadataBytes());
        writeField(out, MAX_CONCURRENT_CALLS, hello.maxConcurrentCalls());
        writeField(out, INITIAL_STREAM_CREDIT, hello.streamCredit());
        writeField(out, INITIAL_CONNECTION_CREDIT, hello.connectionCredit());
        if (!hello.compressors().isEmpty()) {
            Varint.write(out, COMPRESSORS);
            Varint.write(out, hello.compressors().stream().mapToInt(Text::size).sum());
            hello.compressors().forEach(name -> Text.write(out, name));
        }
        writeField(out, MIN_PING_INTERVAL_MILLIS, hello.minPingIntervalMillis());
        writeField(out, MAX_METHODS, hello.maxMethods());
        FrameHeader.end(out, at, FrameType.HELLO, FrameHeader.CONNECTION, 0);
    }

    private static void writeField(ByteBuf out, int field, int value) {
        Varint.write(out, field);
        Varint.write(out, Varint.size(value));
        Varint.write(out, value);
    }

    /**
     * Reads a body to its end.
     *
     * @throws WireException if it is malformed, or a value out of range (row 4)
     */
    public static Hello read(ByteBuf in) {
        if (!in.isReadable()) {
            throw WireException.malformed("HELLO is empty");
        }
        in.skipBytes(1);
        Hello known = Hello.DEFAULT;
        int[] values = {
            0,
            known.maxFrameBytes(),
            known.maxMessageBytes(),
            known.maxMetadataBytes(),
            known.maxConcurrentCalls(),
            known.streamCredit(),
            known.connectionCredit(),
            0,
            known.minPingIntervalMillis(),
            known.maxMethods()
        };
        List<String> compressors = List.of();
        int seen = 0;
        while (in.isReadable()) {
            int field = Varint.readInt(in);
            int length = Varint.readLength(in);
            int end = in.readerIndex() + length;
            if (field > 0 && field <= MAX_METHODS) {
                if ((seen & 1 << field) != 0) {
                    throw WireException.malformed("HELLO has field " + field + " twice");
                }
                seen |= 1 << field;
                if (field == COMPRESSORS) {
                    compressors = readNames(in, end);
                } else {
                    values[field] = readValue(in, field);
                }
                if (in.readerIndex() != end) {
                    throw WireException.malformed("HELLO field " + field + " does not end where its length says");
                }
            }
            in.readerIndex(end);
        }
        try {
            return new Hello(
                    values[MAX_FRAME_BYTES],
                    values[MAX_MESSAGE_BYTES],
                    values[MAX_METADATA_BYTES],
                    values[MAX_CONCURRENT_CALLS],
                    values[INITIAL_STREAM_CREDIT],
                    values[INITIAL_CONNECTION_CREDIT],
                    compressors,
                    values[MIN_PING_INTERVAL_MILLIS],
                    values[MAX_METHODS]);
        } catch (IllegalArgumentException outOfRange) {
            throw WireException.malformed("HELLO: " + outOfRange.getMessage());
        }
    }

    private static int readValue(ByteBuf in, int field) {
        long value = Varint.readLong(in);
        if (value > Integer.MAX_VALUE) {
            throw WireException.malformed("HELLO field " + field + " is " + value + ", over " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private static List<String> readNames(ByteBuf in, int end) {
        List<String> names = new ArrayList<>();
        while (in.readerIndex() < end) {
            names.add(Text.readAscii(in));
        }
        return names;
    }
}
