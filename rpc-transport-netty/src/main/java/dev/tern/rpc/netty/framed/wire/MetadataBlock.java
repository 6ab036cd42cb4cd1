package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

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
        int entries = entriesSize(metadata);
        return Varint.size(entries) + entries;
    }

    private static int entriesSize(Metadata metadata) {
        int bytes = 0;
        for (int i = 0; i < metadata.size(); i++) {
            int name = metadata.name(i).length();
            int value = metadata.valueLength(i);
            bytes += Varint.size(name) + name + Varint.size(value) + value;
        }
        return bytes;
    }

    /** Writes a block. */
    public static void write(ByteBuf out, Metadata metadata) {
        Varint.write(out, entriesSize(metadata));
        for (int i = 0; i < metadata.size(); i++) {
            String name = metadata.name(i);
            Varint.write(out, name.length());
            out.writeCharSequence(name, StandardCharsets.US_ASCII);
            Varint.write(out, metadata.valueLength(i));
            if (metadata.isBinary(i)) {
                out.writeBytes(metadata.bytes(i));
            } else {
                out.writeCharSequence(metadata.text(i), StandardCharsets.US_ASCII);
            }
        }
    }

    /** Passes over a block. */
    public static void skip(ByteBuf in) {
        in.skipBytes(Varint.readLength(in));
    }

    /**
     * Reads a block.
     *
     * @param maxBytes the limit, counted as {@code Metadata.measuredBytes} does and checked before an entry is made
     * @throws WireException a stream error if it is over the limit or a name or value is not allowed (rows 17, 18);
     *     malformed if it does not end where its length says
     */
    public static Metadata read(ByteBuf in, int maxBytes) {
        int length = Varint.readLength(in);
        int end = in.readerIndex() + length;
        Metadata.Builder entries = Metadata.builder();
        long measured = 0;
        while (in.readerIndex() < end) {
            int nameAt = in.readerIndex();
            int nameLength = Varint.readLength(in);
            in.skipBytes(nameLength);
            int valueLength = Varint.readLength(in);
            if (in.readerIndex() + valueLength > end) {
                throw WireException.malformed("metadata entry goes beyond its block of " + length + " bytes");
            }
            measured += (long) nameLength + valueLength + ENTRY_OVERHEAD_BYTES;
            if (measured > maxBytes) {
                throw WireException.stream(
                        StatusCode.RESOURCE_EXHAUSTED,
                        "metadata of at least " + measured + " bytes exceeds maxMetadataBytes " + maxBytes);
            }
            in.readerIndex(nameAt);
            addEntry(entries, in);
        }
        return entries.build();
    }

    private static void addEntry(Metadata.Builder entries, ByteBuf in) {
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
