package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Metadata;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/** The header block that begins a request; spec, "Request head". */
public final class Requests {
    /** The protocol's own fields, at most. */
    private static final int FIELDS = 10;

    private static final String USER_AGENT = HeaderNames.USER_AGENT.toString();

    private Requests() {}

    /**
     * The block, in the order that gRPC asks for: HTTP/2's pseudo header fields, the timeout, the other fields of the
     * protocol, metadata.
     *
     * @param authority the server, {@code host:port}
     * @param secure whether the connection has TLS
     * @param method the full name, {@code helloworld.Greeter/SayHello}
     * @param encoding the messages' encoding, as {@code Marshaller.encoding} has it; empty for the method's own
     * @param timeoutNanos the time left, or {@link Timeout#NONE}
     * @param compressorName what messages are compressed with, or null
     * @param acceptEncodings what the client can decompress, made by {@link AcceptEncoding#of}
     * @param metadata the client's; a {@code user-agent} in it goes in place of Tern's
     */
    public static Http2Headers head(
            CharSequence authority,
            boolean secure,
            String method,
            String encoding,
            long timeoutNanos,
            @Nullable CharSequence compressorName,
            CharSequence acceptEncodings,
            Metadata metadata) {
        // What is in here has been checked where it was made, and the array is sized to spare chains of entries.
        Http2Headers head = new DefaultHttp2Headers(false, FIELDS + metadata.size())
                .method(HeaderNames.POST)
                .scheme(secure ? HeaderNames.HTTPS : HeaderNames.HTTP)
                .path("/".concat(method))
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
