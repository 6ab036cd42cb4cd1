package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Metadata;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Metadata as a {@link MetadataBlock}, on the heap. What a thread wrote last is kept, for the calls of a stub have the same
 * metadata, and is written again by one copy.
 */
final class EncodedMetadata {
    /** What is longer is not kept: as much as {@code maxMetadataBytes} allows by default. */
    static final int MAX_KEPT_BYTES = 8_192;

    private static final ThreadLocal<EncodedMetadata> LAST = ThreadLocal.withInitial(EncodedMetadata::new);

    private final ByteBuf block = Unpooled.buffer(0);

    /** What the block is of; null before the first, and if that could not be made. */
    private @Nullable Metadata metadata;

    private EncodedMetadata() {}

    /** The block of some metadata; good until the next is asked for on this thread. */
    static EncodedMetadata of(Metadata metadata) {
        EncodedMetadata last = LAST.get();
        if (last.metadata != null && last.metadata.equals(metadata)) {
            return last;
        }
        EncodedMetadata encoded = MetadataBlock.entriesSize(metadata) <= MAX_KEPT_BYTES ? last : new EncodedMetadata();
        encoded.encode(metadata);
        return encoded;
    }

    private void encode(Metadata encoded) {
        metadata = null;
        block.clear();
        int bytes = MetadataBlock.entriesSize(encoded);
        block.ensureWritable(Varint.MAX_INT_BYTES + bytes);
        Varint.write(block, bytes);
        for (int i = 0; i < encoded.size(); i++) {
            writeText(encoded.name(i));
            if (encoded.isBinary(i)) {
                Varint.write(block, encoded.valueLength(i));
                block.writeBytes(encoded.bytes(i));
            } else {
                writeText(encoded.text(i));
            }
        }
        metadata = encoded;
    }

    /** Writes ASCII with its length in front. The method is deprecated for other text; no other copies without an array in between. */
    @SuppressWarnings("deprecation")
    private void writeText(String text) {
        int length = text.length();
        Varint.write(block, length);
        int at = block.writerIndex();
        text.getBytes(0, length, block.array(), block.arrayOffset() + at);
        block.writerIndex(at + length);
    }

    int size() {
        return block.readableBytes();
    }

    void writeTo(ByteBuf out) {
        out.writeBytes(block, block.readerIndex(), block.readableBytes());
    }
}
