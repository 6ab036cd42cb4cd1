package dev.tern.rpc.netty.grpc.wire;

import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text as HPACK's encoder takes it best: it hashes and compares an {@link AsciiString} by words, and knows the hash of one that
 * it has seen, where it goes through any other text character by character, for each call. Those that a thread was asked
 * for lately are the same objects again.
 */
final class AsciiTexts {
    /** Names and values of more metadata than usual; a power of two. */
    private static final int KEPT = 128;

    /** Longer ones are made anew each time: a thread would hold them. */
    static final int MAX_KEPT_CHARS = 2_048;

    private static final FastThreadLocal<AsciiTexts> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected AsciiTexts initialValue() {
            return new AsciiTexts();
        }
    };

    /** Each where its hash says; what has the same place replaces it. */
    private final @Nullable String[] texts = new String[KEPT];

    private final AsciiString[] converted = new AsciiString[KEPT];

    private AsciiTexts() {
        Arrays.fill(converted, AsciiString.EMPTY_STRING);
    }

    /** Those of the thread that calls. */
    static AsciiTexts ofThisThread() {
        return OF_THREAD.get();
    }

    /** The same text. */
    AsciiString get(String ascii) {
        if (ascii.length() > MAX_KEPT_CHARS) {
            return convert(ascii);
        }
        int hash = ascii.hashCode();
        int place = (hash ^ hash >>> 16) & (KEPT - 1);
        if (!ascii.equals(texts[place])) {
            converted[place] = convert(ascii);
            texts[place] = ascii;
        }
        return converted[place];
    }

    private static AsciiString convert(String ascii) {
        return new AsciiString(ascii.getBytes(StandardCharsets.ISO_8859_1), false);
    }
}
