package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the metadata of the calls of a connection, which for many calls are the same: a user agent, a token. Fields that are
 * repeated come out of HPACK's table and so are the same objects again, by which it is seen at once. For one thread at a time.
 */
public final class RepeatedMetadata {
    /** What is longer is not kept for the next call: an idle connection would hold it. */
    private static final int MAX_BYTES = 1_024;

    private static final int MAX_FIELDS = 8;

    private static final int NOT_KEPT = -1;

    /** The fields of the last call's metadata, each a name and a value. */
    private final @Nullable CharSequence[] fields = new CharSequence[2 * MAX_FIELDS];

    /** How much of that array is; {@link #NOT_KEPT} if the metadata is not here. */
    private int used;

    private Metadata metadata = Metadata.EMPTY;

    /**
     * The entries of a block, as {@link MetadataFields#read} has them.
     *
     * @throws WireException as that does
     */
    public Metadata read(Http2Headers in, int maxBytes) {
        int same = 0;
        for (Map.Entry<CharSequence, CharSequence> field : in) {
            CharSequence name = field.getKey();
            if (same < used && fields[same] == name && fields[same + 1] == field.getValue()) {
                same += 2;
            } else if (!MetadataFields.isReserved(name.toString())) {
                return readAnew(in, maxBytes);
            }
        }
        return same == used ? metadata : readAnew(in, maxBytes);
    }

    private Metadata readAnew(Http2Headers in, int maxBytes) {
        Metadata read = MetadataFields.read(in, maxBytes);
        used = isShareable(read) ? keepFields(in) : NOT_KEPT;
        metadata = used == NOT_KEPT ? Metadata.EMPTY : read;
        return read;
    }

    private int keepFields(Http2Headers in) {
        int kept = 0;
        for (Map.Entry<CharSequence, CharSequence> field : in) {
            if (!MetadataFields.isReserved(field.getKey().toString())) {
                if (kept == fields.length) {
                    return NOT_KEPT;
                }
                fields[kept++] = field.getKey();
                fields[kept++] = field.getValue();
            }
        }
        return kept;
    }

    /** Whether nobody can change it, and it is short. */
    private static boolean isShareable(Metadata read) {
        for (int i = 0; i < read.size(); i++) {
            if (read.isBinary(i)) {
                return false;
            }
        }
        return read.measuredBytes() <= MAX_BYTES;
    }
}
