package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * The header blocks of replies: one before the messages and one after, or one alone; spec, "Reply". One for each connection of a
 * server, and for its event loop only: all heads are the same block, filled anew, and so are the trailers of calls that went
 * well. A block that may have to wait for window is made anew.
 */
public final class Responses {
    private final FieldBlock head = new FieldBlock(false);

    /** How nearly all calls end; one block for all of them, which stays as it is. */
    private final FieldBlock okTrailers = new FieldBlock(false);

    /** For one connection. */
    public Responses() {
        okTrailers.add(HeaderNames.GRPC_STATUS, HeaderNames.OK_NUMBER);
    }

    /**
     * The block before the messages. It is good until the next is asked for.
     *
     * @param encoding the messages' encoding, as {@link ContentType#encodingOf} found it in the request
     * @param compressorName what messages are compressed with, or null
     * @param acceptEncodings what the server can decompress, made by {@link AcceptEncoding#of}; null to leave it out
     */
    public Http2Headers head(
            String encoding,
            @Nullable CharSequence compressorName,
            @Nullable CharSequence acceptEncodings,
            Metadata headers) {
        head.clear();
        begin(head, encoding, acceptEncodings);
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
    public Http2Headers trailers(Status status, Metadata trailers, int maxBytes) {
        if (trailers.isEmpty()
                && status.isOk()
                && status.message().isEmpty()
                && status.details().isEmpty()) {
            return okTrailers;
        }
        Http2Headers block = new FieldBlock(false);
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
        Http2Headers block = new FieldBlock(false);
        begin(block, encoding, acceptEncodings);
        end(block, status, trailers, maxBytes);
        return block;
    }

    private static void begin(Http2Headers block, String encoding, @Nullable CharSequence acceptEncodings) {
        block.status(HeaderNames.STATUS_200);
        block.add(HeaderNames.CONTENT_TYPE, ContentType.of(encoding));
        if (acceptEncodings != null) {
            block.add(HeaderNames.GRPC_ACCEPT_ENCODING, acceptEncodings);
        }
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
        Http2Headers block = new FieldBlock(false).status(Integer.toString(httpStatus));
        StatusFields.write(status, block, maxBytes);
        return block;
    }
}
