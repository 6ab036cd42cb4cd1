package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;

/**
 * Metadata inside a frame; spec, "Metadata and status".
 *
 * <pre>
 *  | length of the rest (varint32) | per entry: name (Text) | value: length (varint32), bytes |
 * </pre>
 */
public final class MetadataBlock {
    /** What an entry counts beside name and value, as in {@code Metadata.measuredBytes}. */
    private static final int ENTRY_OVERHEAD_BYTES = 32;

    private static final String BINARY_SUFFIX = "-bin";

    private MetadataBlock() {}

    /** How many bytes {@link #write} takes; never more than {@code measuredBytes} and 5. */
    public static int size(Metadata metadata) {
        return EncodedMetadata.of(metadata).size();
    }

    /** Writes a block. */
    public static void write(ByteBuf out, Metadata metadata) {
        EncodedMetadata.of(metadata).writeTo(out);
    }

    /** Passes over a block. */
    public static void skip(ByteBuf in) {
        in.skipBytes(Varint.readLength(in));
    }

    /** How many bytes all entries take, without the length in front of them. */
    static int entriesSize(Metadata metadata) {
        int bytes = 0;
        for (int i = 0; i < metadata.size(); i++) {
            bytes += entrySize(metadata, i);
        }
        return bytes;
    }

    /** How many bytes an entry takes. */
    static int entrySize(Metadata metadata, int index) {
        int name = metadata.name(index).length();
        int value = metadata.valueLength(index);
        return Varint.size(name) + name + Varint.size(value) + value;
    }

    /** What an entry of so many bytes of name and value measures. */
    static int measuredBytes(int name, int value) {
        return name + value + ENTRY_OVERHEAD_BYTES;
    }

    /**
     * Reads an entry, which must be whole.
     *
     * @throws WireException a stream error if its name or value is not allowed (row 18)
     */
    static void readEntry(ByteBuf in, Metadata.Builder entries) {
        String name = Text.readAscii(in);
        try {
            if (name.endsWith(BINARY_SUFFIX)) {
                byte[] value = new byte[Varint.readLength(in)];
                in.readBytes(value);
                entries.addBytes(name, value);
            } else {
                entries.addText(name, Text.readAscii(in));
            }
        } catch (IllegalArgumentException notAllowed) {
            throw WireException.stream(StatusCode.INTERNAL, String.valueOf(notAllowed.getMessage()));
        }
    }
}
