package dev.tern.rpc.netty.framed.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Reads the metadata of the calls of a connection, which for many calls are the same, or the same but for a trace: bytes that
 * are as they were in the last call are the entries that they were then. For one thread at a time.
 */
public final class RepeatedMetadata {
    /** What is longer is not kept for the next call: as much as {@code maxMetadataBytes} allows by default. */
    static final int MAX_KEPT_BYTES = 8_192;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The entries of the last block as they came, up to the limit; on the heap. */
    private ByteBuffer kept = NOTHING;

    /** What they are. */
    private Metadata metadata = Metadata.EMPTY;

    /** Nothing has been read before. */
    public RepeatedMetadata() {}

    /**
     * Reads a block.
     *
     * @param maxBytes the limit, the same for all of a connection's calls, counted as {@code Metadata.measuredBytes} does and
     *     checked before an entry is made
     * @throws WireException a stream error if it is over the limit or a name or value is not allowed (rows 17, 18);
     *     malformed if it does not end where its length says
     */
    public Metadata read(ByteBuf in, int maxBytes) {
        int length = Varint.readLength(in);
        int start = in.readerIndex();
        // It was within the limit then.
        if (length == kept.limit() && isKept(in, start, length, 0)) {
            in.skipBytes(length);
            return metadata;
        }
        Metadata read = readEntries(in, start + length, maxBytes);
        keep(in, start, length, read);
        return read;
    }

    private Metadata readEntries(ByteBuf in, int end, int maxBytes) {
        Metadata.Builder entries = Metadata.builder();
        int keptAt = 0;
        long measured = 0;
        for (int i = 0; in.readerIndex() < end; i++) {
            int start = in.readerIndex();
            measured += skipEntry(in, start, end);
            if (measured > maxBytes) {
                throw WireException.stream(
                        StatusCode.RESOURCE_EXHAUSTED,
                        "metadata of at least " + measured + " bytes exceeds maxMetadataBytes " + maxBytes);
            }
            int size = in.readerIndex() - start;
            int keptSize = i < metadata.size() ? MetadataBlock.entrySize(metadata, i) : 0;
            if (size == keptSize && isKept(in, start, size, keptAt)) {
                entries.add(metadata, i);
            } else {
                MetadataBlock.readEntry(in.readerIndex(start), entries);
            }
            keptAt += keptSize;
        }
        return entries.build();
    }

    /** Passes over an entry; returns what it measures. */
    private static int skipEntry(ByteBuf in, int start, int end) {
        int name = Varint.readLength(in);
        in.skipBytes(name);
        int value = Varint.readLength(in);
        if (in.readerIndex() + value > end) {
            throw WireException.malformed("metadata entry goes beyond its block, by " + (in.readerIndex() + value - end)
                    + " of " + (in.readerIndex() + value - start) + " bytes");
        }
        in.skipBytes(value);
        return MetadataBlock.measuredBytes(name, value);
    }

    private boolean isKept(ByteBuf in, int index, int length, int keptAt) {
        if (in.nioBufferCount() != 1) {
            return false;
        }
        int all = kept.limit();
        boolean same = in.internalNioBuffer(index, length)
                .equals(kept.limit(keptAt + length).position(keptAt));
        kept.limit(all).position(0);
        return same;
    }

    private void keep(ByteBuf in, int start, int length, Metadata read) {
        // Lengths may take more bytes than they need; of a block where none does it is known where each entry begins.
        if (length > MAX_KEPT_BYTES || length != MetadataBlock.entriesSize(read)) {
            kept = NOTHING;
            metadata = Metadata.EMPTY;
            return;
        }
        if (length > kept.capacity()) {
            kept = ByteBuffer.allocate(length);
        }
        in.getBytes(start, kept.array(), 0, length);
        kept.limit(length);
        metadata = read;
    }
}
