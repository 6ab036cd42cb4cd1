package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import org.jspecify.annotations.Nullable;

/** The header blocks of a reply: one before its messages and one after, or one alone; spec, "Reply". */
public final class Responses {
    /** The protocol's own fields in a block, at most. */
    private static final int FIELDS = 7;

    /** How nearly all calls end; one block for all of them. */
    private static final Http2Headers OK_TRAILERS =
            ReadOnlyHttp2Headers.trailers(false, HeaderNames.GRPC_STATUS, HeaderNames.OK_NUMBER);

    private Responses() {}

    /**
     * The block before the messages.
     *
     * @param encoding the messages' encoding, as {@link ContentType#encodingOf} found it in the request
     * @param compressorName what messages are compressed with, or null
     * @param acceptEncodings what the server can decompress, made by {@link AcceptEncoding#of}; null to leave it out
     */
    public static Http2Headers head(
            String encoding,
            @Nullable CharSequence compressorName,
            @Nullable CharSequence acceptEncodings,
            Metadata headers) {
        Http2Headers head = begin(encoding, acceptEncodings, headers.size());
        if (compressorName != null) {
            head.add(HeaderNames.GRPC_ENCODING, compressorName);
        }
        MetadataFields.write(headers, head);
        return head;
    }

    /**
     * The block after the messages; not to be changed.
     *
     * @param maxBytes the limit on the status, as {@link StatusFields#write} counts
     */
    public static Http2Headers trailers(Status status, Metadata trailers, int maxBytes) {
        if (trailers.isEmpty()
                && status.isOk()
                && status.message().isEmpty()
                && status.details().isEmpty()) {
            return OK_TRAILERS;
        }
        Http2Headers block = new DefaultHttp2Headers(false, FIELDS + trailers.size());
        end(block, status, trailers, maxBytes);
        return block;
    }

    /**
     * The one block of a reply with no messages and no headers.
     *
     * @param acceptEncodings what the server can decompress, where that is why the call failed; null to leave it out
     * @param maxBytes the limit on the status, as {@link StatusFields#write} counts
     */
    public static Http2Headers trailersOnly(
            String encoding, @Nullable CharSequence acceptEncodings, Status status, Metadata trailers, int maxBytes) {
        Http2Headers block = begin(encoding, acceptEncodings, trailers.size());
        end(block, status, trailers, maxBytes);
        return block;
    }

    private static Http2Headers begin(String encoding, @Nullable CharSequence acceptEncodings, int entries) {
        Http2Headers block = new DefaultHttp2Headers(false, FIELDS + entries).status(HeaderNames.STATUS_200);
        block.add(HeaderNames.CONTENT_TYPE, ContentType.of(encoding));
        if (acceptEncodings != null) {
            block.add(HeaderNames.GRPC_ACCEPT_ENCODING, acceptEncodings);
        }
        return block;
    }

    private static void end(Http2Headers block, Status status, Metadata trailers, int maxBytes) {
        StatusFields.write(status, block, maxBytes);
        MetadataFields.write(trailers, block);
    }

    /**
     * The whole answer to a request that is not gRPC, so that its client does not take it for a success: an HTTP status,
     * and the status in gRPC's terms for whoever looks.
     *
     * @param httpStatus 415 for a wrong content-type, 405 for a wrong method, and so on
     * @param maxBytes the limit on the status, as {@link StatusFields#write} counts
     */
    public static Http2Headers notGrpc(int httpStatus, Status status, int maxBytes) {
        Http2Headers block = new DefaultHttp2Headers(false, FIELDS).status(Integer.toString(httpStatus));
        StatusFields.write(status, block, maxBytes);
        return block;
    }
}
