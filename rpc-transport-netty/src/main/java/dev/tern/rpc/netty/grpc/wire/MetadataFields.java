package dev.tern.rpc.netty.grpc.wire;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * Metadata as header fields, in order; spec, "Metadata". Bytes travel in base64. Fields that are gRPC's or HTTP's own are
 * left out both ways, so that metadata may be passed on as it came.
 */
public final class MetadataFields {
    /** What a field counts beside its name and value: RFC 9113, section 6.5.2. */
    private static final int FIELD_OVERHEAD_BYTES = 32;

    private static final String BINARY_SUFFIX = "-bin";

    private MetadataFields() {}

    /** Adds the entries to a block. */
    public static void write(Metadata metadata, Http2Headers out) {
        if (metadata.isEmpty()) {
            return;
        }
        AsciiTexts texts = AsciiTexts.ofThisThread();
        for (int i = 0; i < metadata.size(); i++) {
            String name = metadata.name(i);
            if (isReserved(name)) {
                continue;
            }
            out.add(
                    texts.get(name),
                    metadata.isBinary(i) ? BinaryValue.encode(metadata.bytes(i)) : texts.get(metadata.text(i)));
        }
    }

    /**
     * Adds the entries that a field stands for. What HTTP allows and gRPC doesn't is left out, for gRPC forbids to fail for it: a
     * text with a tab or a byte over 0x7e, a name with anything but {@code a-z 0-9 _ - .}
     *
     * @param name of no {@link #isReserved reserved} field
     * @param measuredBefore what the entries before it measure
     * @param maxBytes the limit, counted as {@code Metadata.measuredBytes} does
     * @return what the entries measure now
     * @throws WireException RESOURCE_EXHAUSTED if they are over the limit; INTERNAL, naming the field, if a text has
     *     a control character or bytes are not in base64
     */
    static long read(String name, CharSequence value, Metadata.Builder entries, long measuredBefore, int maxBytes) {
        if (!isAllowedName(name)) {
            return measuredBefore;
        }
        String text = trimmed(value.toString());
        if (name.endsWith(BINARY_SUFFIX)) {
            return addBytes(entries, name, text, measuredBefore, maxBytes);
        }
        if (!isAllowedText(name, text)) {
            return measuredBefore;
        }
        long measured = count(measuredBefore, name.length() + text.length(), maxBytes);
        entries.addText(name, text);
        return measured;
    }

    /** One entry for each part between commas: HTTP allows to join fields of one name. */
    private static long addBytes(
            Metadata.Builder entries, String name, String value, long measuredBefore, int maxBytes) {
        long measured = measuredBefore;
        int start = 0;
        while (start <= value.length()) {
            int comma = value.indexOf(',', start);
            int end = comma < 0 ? value.length() : comma;
            byte[] bytes = decode(name, trimmed(value.substring(start, end)));
            measured = count(measured, name.length() + bytes.length, maxBytes);
            entries.addBytes(name, bytes);
            start = end + 1;
        }
        return measured;
    }

    private static byte[] decode(String name, String base64) {
        try {
            return BinaryValue.decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw WireException.of(
                    StatusCode.INTERNAL, "value of metadata '" + name + "' must be base64: " + notBase64.getMessage());
        }
    }

    /** Counts one more entry. */
    static long count(long measuredBefore, int nameAndValueBytes, int maxBytes) {
        long measured = measuredBefore + nameAndValueBytes + FIELD_OVERHEAD_BYTES;
        if (measured > maxBytes) {
            throw WireException.of(
                    StatusCode.RESOURCE_EXHAUSTED,
                    "metadata of at least " + measured + " bytes exceeds maxMetadataBytes " + maxBytes);
        }
        return measured;
    }

    /** Whether a field is gRPC's or HTTP's own. A second {@code content-type}, say, would change what the call is. */
    static boolean isReserved(String name) {
        return switch (name) {
            case "content-type",
                    "te",
                    "host",
                    "content-length",
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "transfer-encoding",
                    "upgrade" -> true;
            default -> name.startsWith(":") || name.startsWith("grpc-");
        };
    }

    private static boolean isAllowedName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isAllowedText(String name, String text) {
        boolean allowed = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7f) {
                throw WireException.of(
                        StatusCode.INTERNAL,
                        "value of metadata '" + name + "' has control character " + Integer.toHexString(c)
                                + " (hex) at index " + i);
            }
            allowed &= c >= 0x20 && c < 0x7f;
        }
        return allowed;
    }

    /** A value with no spaces or tabs at its ends, as HTTP/2 has it. */
    private static String trimmed(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isSpace(value.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(value.charAt(end - 1))) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /**
     * What {@link #write} adds, at most, to what a block measures for SETTINGS_MAX_HEADER_LIST_SIZE, for each field its name,
     * its value, and 32: bytes count as base64, which takes a third more.
     */
    public static long measuredBytes(Metadata metadata) {
        long bytes = metadata.measuredBytes();
        for (int i = 0; i < metadata.size(); i++) {
            if (metadata.isBinary(i)) {
                int plain = metadata.valueLength(i);
                bytes += BinaryValue.encodedLength(plain) - plain;
            }
        }
        return bytes;
    }

    /** What one field measures. */
    static long measuredBytes(CharSequence name, CharSequence value) {
        return (long) name.length() + value.length() + FIELD_OVERHEAD_BYTES;
    }
}
