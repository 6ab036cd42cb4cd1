package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/**
 * The header blocks that begin requests; spec, "Request head". One for each connection of a client, and for its event loop only:
 * all heads are the same block, filled anew.
 */
public final class Requests {
    private static final String USER_AGENT = HeaderNames.USER_AGENT.toString();

    private final AsciiString authority;
    private final AsciiString scheme;
    private final AsciiString acceptEncodings;
    private final MethodPaths paths = new MethodPaths();

    // What is in here has been checked where it was made.
    private final FieldBlock head = new FieldBlock(false);

    /**
     * For one connection.
     *
     * @param authority the server, {@code host:port}
     * @param secure whether the connection has TLS
     * @param acceptEncodings what the client can decompress, made by {@link AcceptEncoding#of}
     */
    public Requests(CharSequence authority, boolean secure, CharSequence acceptEncodings) {
        this.authority = AsciiString.of(authority);
        this.scheme = secure ? HeaderNames.HTTPS : HeaderNames.HTTP;
        this.acceptEncodings = AsciiString.of(acceptEncodings);
    }

    /**
     * The block, in the order that gRPC asks for: HTTP/2's pseudo header fields, the timeout, the other fields of the
     * protocol, metadata. It is good until the next is asked for.
     *
     * @param method the full name, {@code helloworld.Greeter/SayHello}
     * @param encoding the messages' encoding, as {@code Marshaller.encoding} has it; empty for the method's own
     * @param timeoutNanos the time left, or {@link Timeout#NONE}
     * @param compressorName what messages are compressed with, or null
     * @param metadata the client's; a {@code user-agent} in it goes in place of Tern's
     */
    public Http2Headers head(
            String method,
            String encoding,
            long timeoutNanos,
            @Nullable CharSequence compressorName,
            Metadata metadata) {
        head.clear();
        head.method(HeaderNames.POST)
                .scheme(scheme)
                .path(paths.ofMethod(method))
                .authority(authority);
        if (timeoutNanos != Timeout.NONE) {
            head.add(HeaderNames.GRPC_TIMEOUT, Timeout.format(timeoutNanos));
        }
        head.add(HeaderNames.TE, HeaderNames.TRAILERS);
        head.add(HeaderNames.CONTENT_TYPE, ContentType.of(encoding));
        if (!hasUserAgent(metadata)) {
            head.add(HeaderNames.USER_AGENT, HeaderNames.TERN_USER_AGENT);
        }
        if (compressorName != null) {
            head.add(HeaderNames.GRPC_ENCODING, compressorName);
        }
        head.add(HeaderNames.GRPC_ACCEPT_ENCODING, acceptEncodings);
        MetadataFields.write(metadata, head);
        return head;
    }

    private static boolean hasUserAgent(Metadata metadata) {
        for (int i = 0; i < metadata.size(); i++) {
            if (metadata.name(i).equals(USER_AGENT)) {
                return true;
            }
        }
        return false;
    }
}
