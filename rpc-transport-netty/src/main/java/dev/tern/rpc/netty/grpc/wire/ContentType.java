package dev.tern.rpc.netty.grpc.wire;

import io.netty.util.AsciiString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code content-type} of a call: {@code application/grpc}, and after a plus sign how its messages are encoded. */
public final class ContentType {
    private static final AsciiString JSON = AsciiString.cached("application/grpc+json");
    private static final int BASE_LENGTH = HeaderNames.APPLICATION_GRPC.length();

    private ContentType() {}

    /**
     * The type for an encoding of messages, as {@code Marshaller.encoding} names it; without a plus sign for {@code proto}
     * and for none, which every peer understands.
     */
    public static AsciiString of(String encoding) {
        return switch (encoding) {
            case "", "proto" -> HeaderNames.APPLICATION_GRPC;
            case "json" -> JSON;
            default -> AsciiString.of(HeaderNames.APPLICATION_GRPC + "+" + encoding);
        };
    }

    /**
     * The encoding that a type names, in lower case; empty if it names none, null if it is not gRPC's. Parameters after a
     * semicolon say nothing. {@code application/grpc-web} is another protocol.
     */
    public static @Nullable String encodingOf(@Nullable CharSequence contentType) {
        if (contentType == null
                || !AsciiString.regionMatches(contentType, true, 0, HeaderNames.APPLICATION_GRPC, 0, BASE_LENGTH)) {
            return null;
        }
        if (contentType.length() == BASE_LENGTH) {
            return "";
        }
        int end = AsciiString.indexOf(contentType, ';', BASE_LENGTH);
        String rest = contentType
                .subSequence(BASE_LENGTH, end < 0 ? contentType.length() : end)
                .toString()
                .strip();
        if (rest.isEmpty()) {
            return "";
        }
        return rest.charAt(0) == '+' ? rest.substring(1).toLowerCase(Locale.ROOT) : null;
    }
}
