package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata of the calls of a connection, which for many calls are the same, or the same but for a trace. Fields that
 * are repeated mostly come out of HPACK's table, and so are the same objects again; of others the hashes differ, which have been
 * taken before. For one thread at a time.
 */
public final class RepeatedMetadata {
    /**
     * What measures more is not kept for the next call: as much as {@code maxMetadataBytes} allows by default. Fields of it that
     * are in HPACK's table are there anyway.
     */
    private static final int MAX_KEPT_BYTES = 8_192;

    private static final int FIRST_FIELDS = 8;

    /** The fields of the last call's metadata, each a name and a value; one for each entry. */
    private @Nullable CharSequence[] fields = new CharSequence[2 * FIRST_FIELDS];

    /** How much of that array is. */
    private int used;

    /** What they are; nothing if it is not kept. */
    private Metadata metadata = Metadata.EMPTY;

    /** Nothing has been read before. */
    public RepeatedMetadata() {}

    /**
     * The entries of a block, in order, without those that are gRPC's or HTTP's own.
     *
     * @param maxBytes the limit, the same for all of a connection's calls, counted as {@code Metadata.measuredBytes} does
     * @throws WireException RESOURCE_EXHAUSTED if they are over the limit; INTERNAL, naming the field, if a text has
     *     a control character or bytes are not in base64
     */
    public Metadata read(Http2Headers in, int maxBytes) {
        int same = 0;
        for (Map.Entry<CharSequence, CharSequence> field : in) {
            if (isKept(same, field)) {
                same += 2;
            } else if (!MetadataFields.isReserved(field.getKey().toString())) {
                return readAnew(in, maxBytes);
            }
        }
        // It was within the limit then.
        return same == used ? metadata : readAnew(in, maxBytes);
    }

    private boolean isKept(int at, Map.Entry<CharSequence, CharSequence> field) {
        return at < used
                && FieldBlock.isSame(fields[at], field.getKey())
                && FieldBlock.isSame(fields[at + 1], field.getValue());
    }

    private Metadata readAnew(Http2Headers in, int maxBytes) {
        Metadata.Builder entries = Metadata.builder();
        long measured = 0;
        int at = 0;
        for (Map.Entry<CharSequence, CharSequence> field : in) {
            if (isKept(at, field)) {
                int i = at / 2;
                int bytes = metadata.name(i).length() + metadata.valueLength(i);
                measured = MetadataFields.count(measured, bytes, maxBytes);
                entries.add(metadata, i);
                at += 2;
                continue;
            }
            String name = field.getKey().toString();
            if (!MetadataFields.isReserved(name)) {
                measured = MetadataFields.read(name, field.getValue(), entries, measured, maxBytes);
                at += 2;
            }
        }
        Metadata read = entries.build();
        if (measured <= MAX_KEPT_BYTES && at == 2 * read.size() && isEntryPerField(in, read)) {
            keepFields(in);
            metadata = read;
        } else {
            Arrays.fill(fields, 0, used, null);
            used = 0;
            metadata = Metadata.EMPTY;
        }
        return read;
    }

    /** Whether no field was left out, and none is several entries, as one of bytes may be. */
    private static boolean isEntryPerField(Http2Headers in, Metadata read) {
        int i = 0;
        for (Map.Entry<CharSequence, CharSequence> field : in) {
            String name = field.getKey().toString();
            if (!MetadataFields.isReserved(name)) {
                // As many, but not the same: texts are left out and bytes are several, which have other names.
                if (!read.name(i).equals(name)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private void keepFields(Http2Headers in) {
        int kept = 0;
        for (Map.Entry<CharSequence, CharSequence> field : in) {
            if (!MetadataFields.isReserved(field.getKey().toString())) {
                if (kept == fields.length) {
                    fields = Arrays.copyOf(fields, 2 * kept);
                }
                fields[kept++] = field.getKey();
                fields[kept++] = field.getValue();
            }
        }
        if (kept < used) {
            Arrays.fill(fields, kept, used, null);
        }
        used = kept;
    }
}
