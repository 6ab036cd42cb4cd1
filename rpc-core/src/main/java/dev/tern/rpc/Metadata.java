package dev.tern.rpc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What travels beside the messages of a call: an ordered list of names and values, where a name may come several times.
 * A value is ASCII text, or bytes if its name ends in {@code -bin}. Immutable.
 *
 * <p>The rules for names and values are those of gRPC's custom metadata (PROTOCOL-HTTP2, "Custom-Metadata"), so that
 * the same metadata can go over either wire.
 */
public final class Metadata {
    /** No entries. */
    public static final Metadata EMPTY = new Metadata(new Object[0]);

    /** What an entry costs beside its name and value when metadata is measured: as RFC 9113, section 6.5.2 has it. */
    private static final int ENTRY_OVERHEAD_BYTES = 32;

    private static final String BINARY_SUFFIX = "-bin";

    /** Name, value, name, value …; a value is a String, or a byte[] that nobody else holds. */
    private final Object[] entries;

    private Metadata(Object[] entries) {
        this.entries = entries;
    }

    /** Metadata of one entry. */
    public static <T> Metadata of(Key<T> key, T value) {
        return new Metadata(new Object[] {key.name, key.encode(value)});
    }

    /** An empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    public boolean isEmpty() {
        return entries.length == 0;
    }

    /** How many entries there are. */
    public int size() {
        return entries.length / 2;
    }

    /** The first value under a key, if there is one. */
    public <T> Optional<T> first(Key<T> key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(key.name)) {
                return Optional.of(key.decode(entries[i + 1]));
            }
        }
        return Optional.empty();
    }

    /** All values under a key, in order. */
    public <T> List<T> all(Key<T> key) {
        List<T> values = new ArrayList<>();
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(key.name)) {
                values.add(key.decode(entries[i + 1]));
            }
        }
        return values;
    }

    public boolean contains(Key<?> key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(key.name)) {
                return true;
            }
        }
        return false;
    }

    /** This metadata with one more entry at its end. */
    public <T> Metadata with(Key<T> key, T value) {
        Object[] more = Arrays.copyOf(entries, entries.length + 2);
        more[entries.length] = key.name;
        more[entries.length + 1] = key.encode(value);
        return new Metadata(more);
    }

    /** These entries, then the other's. */
    public Metadata and(Metadata other) {
        if (other.isEmpty()) {
            return this;
        }
        if (isEmpty()) {
            return other;
        }
        Object[] both = Arrays.copyOf(entries, entries.length + other.entries.length);
        System.arraycopy(other.entries, 0, both, entries.length, other.entries.length);
        return new Metadata(both);
    }

    /** This metadata with no entry under a key. */
    public Metadata without(Key<?> key) {
        Builder rest = builder();
        for (int i = 0; i < entries.length; i += 2) {
            if (!entries[i].equals(key.name)) {
                rest.entries.add(entries[i]);
                rest.entries.add(entries[i + 1]);
            }
        }
        return rest.build();
    }

    /**
     * The name of an entry, as transports write it.
     *
     * @param index 0 to {@link #size} - 1
     */
    public String name(int index) {
        return (String) entries[2 * index];
    }

    /** Whether the value of an entry is bytes; true exactly if its name ends in {@code -bin}. */
    public boolean isBinary(int index) {
        return entries[2 * index + 1] instanceof byte[];
    }

    /** The value of an ASCII entry. */
    public String text(int index) {
        return (String) entries[2 * index + 1];
    }

    /** A copy of the value of a binary entry. */
    public byte[] bytes(int index) {
        return ((byte[]) entries[2 * index + 1]).clone();
    }

    /** The length of an entry's value in bytes. */
    public int valueLength(int index) {
        Object value = entries[2 * index + 1];
        return value instanceof byte[] bytes ? bytes.length : ((String) value).length();
    }

    /**
     * The size that limits on metadata count, the same on every wire: for each entry the bytes of its name and value,
     * and 32.
     */
    public long measuredBytes() {
        long bytes = 0;
        for (int i = 0; i < size(); i++) {
            bytes += name(i).length() + valueLength(i) + ENTRY_OVERHEAD_BYTES;
        }
        return bytes;
    }

    /** Names and values, in order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Metadata that && Arrays.deepEquals(entries, that.entries);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(entries);
    }

    /** Names and ASCII values; of bytes only the count, and of {@code authorization} nothing. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ", ").append(name(i)).append('=');
            if (name(i).equals("authorization")) {
                text.append("(hidden)");
            } else if (isBinary(i)) {
                text.append('(').append(valueLength(i)).append(" bytes)");
            } else {
                text.append(text(i));
            }
        }
        return text.append('}').toString();
    }

    /** Whether a name is one of bytes. */
    static boolean isBinaryName(String name) {
        return name.endsWith(BINARY_SUFFIX);
    }

    /**
     * A name and the type of the values under it.
     *
     * @param <T> the type of the values
     */
    public static final class Key<T> {
        private final String name;
        private final Function<T, ?> encoder;
        private final Function<Object, T> decoder;

        private Key(String name, Function<T, ?> encoder, Function<Object, T> decoder) {
            this.name = name;
            this.encoder = encoder;
            this.decoder = decoder;
        }

        /**
         * A key of text.
         *
         * @param name letters, digits, {@code _ - .}; upper case is lowered, as on the wire
         * @throws IllegalArgumentException if the name has another character, ends in {@code -bin} or is reserved
         */
        public static Key<String> text(String name) {
            return text(name, Function.identity(), Function.identity());
        }

        /**
         * A key of values with a text form.
         *
         * @param format gives printable ASCII with no space at either end
         * @param parse reads such text; what it throws reaches whoever asks for the value
         * @throws IllegalArgumentException if the name is not valid for text
         */
        public static <T> Key<T> text(String name, Function<T, String> format, Function<String, T> parse) {
            String lower = requireUserName(name);
            if (isBinaryName(lower)) {
                throw new IllegalArgumentException("metadata name '" + name + "' ends in -bin: its values are bytes");
            }
            return new Key<>(lower, value -> requireText(lower, format.apply(value)), raw -> parse.apply((String) raw));
        }

        /**
         * A key of bytes. Values are copied on the way in and out.
         *
         * @throws IllegalArgumentException if the name has a character that is not allowed, does not end in
         *     {@code -bin} or is reserved
         */
        public static Key<byte[]> binary(String name) {
            String lower = requireUserName(name);
            if (!isBinaryName(lower)) {
                throw new IllegalArgumentException("metadata name '" + name + "' must end in -bin to carry bytes");
            }
            return new Key<>(lower, byte[]::clone, raw -> ((byte[]) raw).clone());
        }

        /**
         * A key of text outside ASCII, sent as UTF-8 bytes.
         *
         * @throws IllegalArgumentException as {@link #binary} does
         */
        public static Key<String> utf8(String name) {
            return new Key<>(
                    binary(name).name,
                    value -> value.getBytes(StandardCharsets.UTF_8),
                    raw -> new String((byte[]) raw, StandardCharsets.UTF_8));
        }

        /** The name, in lower case. */
        public String name() {
            return name;
        }

        @Override
        public String toString() {
            return name;
        }

        private Object encode(T value) {
            return Objects.requireNonNull(encoder.apply(value), name);
        }

        private T decode(Object raw) {
            return decoder.apply(raw);
        }

        private static String requireUserName(String name) {
            String lower = requireName(name.toLowerCase(Locale.ROOT));
            if (lower.startsWith("grpc-")) {
                throw new IllegalArgumentException("metadata name '" + name + "' is reserved: grpc- is the protocol's");
            }
            return lower;
        }
    }

    /** Collects entries in order. Not for several threads at once. */
    public static final class Builder {
        private final List<Object> entries = new ArrayList<>();

        private Builder() {}

        /** Adds an entry. */
        public <T> Builder add(Key<T> key, T value) {
            entries.add(key.name);
            entries.add(key.encode(value));
            return this;
        }

        /**
         * Adds an ASCII entry that came from a wire.
         *
         * @throws IllegalArgumentException if the name or the value is not allowed
         */
        public Builder addText(String name, String value) {
            if (isBinaryName(requireName(name))) {
                throw new IllegalArgumentException("metadata name '" + name + "' ends in -bin: its values are bytes");
            }
            entries.add(name);
            entries.add(requireText(name, value));
            return this;
        }

        /**
         * Adds a binary entry that came from a wire; the array is the metadata's from here on.
         *
         * @throws IllegalArgumentException if the name is not allowed
         */
        public Builder addBytes(String name, byte[] value) {
            if (!isBinaryName(requireName(name))) {
                throw new IllegalArgumentException("metadata name '" + name + "' must end in -bin to carry bytes");
            }
            entries.add(name);
            entries.add(value);
            return this;
        }

        /**
         * Adds an entry of other metadata as it is there.
         *
         * @param index 0 to {@link Metadata#size} - 1
         * @throws IndexOutOfBoundsException if there is no such entry
         */
        public Builder add(Metadata other, int index) {
            entries.add(other.entries[2 * index]);
            entries.add(other.entries[2 * index + 1]);
            return this;
        }

        /** The entries so far. */
        public Metadata build() {
            return entries.isEmpty() ? EMPTY : new Metadata(entries.toArray());
        }
    }

    private static String requireName(String name) {
        int bad = name.isEmpty() ? 0 : indexOfBadNameChar(name);
        if (bad >= 0) {
            throw new IllegalArgumentException("metadata name '" + name
                    + "' must be of a-z, 0-9, '_', '-' and '.', not empty; wrong at index " + bad);
        }
        return name;
    }

    private static int indexOfBadNameChar(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.')) {
                return i;
            }
        }
        return -1;
    }

    private static String requireText(String name, @Nullable String value) {
        Objects.requireNonNull(value, name);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                throw new IllegalArgumentException("value of metadata '" + name + "' has character "
                        + Integer.toHexString(c) + " (hex) at index " + i
                        + "; text is printable ASCII, anything else goes under a name that ends in -bin");
            }
        }
        if (!value.isEmpty() && (value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ')) {
            throw new IllegalArgumentException(
                    "value of metadata '" + name + "' begins or ends with a space, which HTTP/2 does not keep");
        }
        return value;
    }
}
