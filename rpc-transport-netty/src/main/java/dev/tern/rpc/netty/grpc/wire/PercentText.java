package dev.tern.rpc.netty.grpc.wire;

import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text as {@code grpc-message} carries it: UTF-8, with {@code %} and every byte outside 0x20 to 0x7e as {@code %XX}; a
 * space too where it is first or last, for HTTP/2 forbids it there.
 *
 * <p>Reading is lenient, as gRPC demands: a message is for people, and a broken one is better than none.
 */
public final class PercentText {
    /** The length of {@code %XX}. */
    private static final int ESCAPE_LENGTH = 3;

    private static final String HEX = "0123456789ABCDEF";

    private PercentText() {}

    /** The text, escaped. A surrogate that is not one of a pair becomes a question mark. */
    public static AsciiString encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int escapes = 0;
        for (int i = 0; i < utf8.length; i++) {
            escapes += isPlain(utf8, i) ? 0 : 1;
        }
        if (escapes == 0) {
            return new AsciiString(utf8, false);
        }
        byte[] escaped = new byte[utf8.length + escapes * (ESCAPE_LENGTH - 1)];
        int at = 0;
        for (int i = 0; i < utf8.length; i++) {
            byte b = utf8[i];
            if (isPlain(utf8, i)) {
                escaped[at++] = b;
            } else {
                escaped[at++] = '%';
                escaped[at++] = (byte) HEX.charAt((b & 0xf0) >> 4);
                escaped[at++] = (byte) HEX.charAt(b & 0x0f);
            }
        }
        return new AsciiString(escaped, false);
    }

    private static boolean isPlain(byte[] utf8, int index) {
        byte b = utf8[index];
        boolean atAnEnd = index == 0 || index == utf8.length - 1;
        return b >= (atAnEnd ? 0x21 : 0x20) && b <= 0x7e && b != '%';
    }

    /** As much from the start of escaped text as a number of bytes has room for, cut between characters and not after a space. */
    static AsciiString cut(AsciiString escaped, int maxBytes) {
        if (escaped.length() <= maxBytes) {
            return escaped;
        }
        int end = Math.max(0, maxBytes);
        for (int inside = 1; inside < ESCAPE_LENGTH && inside <= end; inside++) {
            if (escaped.charAt(end - inside) == '%') {
                end -= inside;
                break;
            }
        }
        while (end > 0 && startsInsideCharacter(escaped, end)) {
            end -= ESCAPE_LENGTH;
        }
        while (end > 0 && escaped.charAt(end - 1) == ' ') {
            end--;
        }
        return escaped.subSequence(0, end);
    }

    /** Whether the escape at an index is a byte of UTF-8 that goes on with a character: 80 to BF. */
    private static boolean startsInsideCharacter(AsciiString escaped, int index) {
        return escaped.charAt(index) == '%' && "89AB".indexOf(escaped.charAt(index + 1)) >= 0;
    }

    /**
     * The text again. An escape with no two hex digits stays as it is; bytes that are not UTF-8 become the replacement
     * character. Never throws.
     */
    public static String decode(CharSequence escaped) {
        if (isPlain(escaped)) {
            return escaped.toString();
        }
        int length = escaped.length();
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(length);
        for (int i = 0; i < length; i++) {
            char c = escaped.charAt(i);
            int unescaped = c == '%' && i + 2 < length ? hexByte(escaped.charAt(i + 1), escaped.charAt(i + 2)) : -1;
            if (unescaped >= 0) {
                utf8.write(unescaped);
                i += ESCAPE_LENGTH - 1;
            } else {
                // A peer that doesn't escape sends UTF-8 as it is, which HTTP/2 shows as one character a byte.
                utf8.write(c > 0xff ? '?' : c);
            }
        }
        return utf8.toString(StandardCharsets.UTF_8);
    }

    private static boolean isPlain(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%' || text.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    /** The byte that two hex digits mean, of either case; negative if they are none. */
    private static int hexByte(char high, char low) {
        int highValue = Character.digit(high, 16);
        int lowValue = Character.digit(low, 16);
        boolean ascii = high < 0x80 && low < 0x80;
        return ascii && highValue >= 0 && lowValue >= 0 ? (highValue << 4) | lowValue : -1;
    }
}
