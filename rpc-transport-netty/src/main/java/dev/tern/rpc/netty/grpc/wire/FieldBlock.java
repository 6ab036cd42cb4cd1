package dev.tern.rpc.netty.grpc.wire;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a block in the order in which they were added, in one array. A block of an RPC has ten fields at most, mostly
 * the same ones: to look through them is cheaper than the hash table with an entry for each that Netty's class has, and a block
 * can be {@linkplain #clear cleared} and used for the next one with nothing allocated.
 *
 * <p>Of Netty's class, which it extends for its checks, only what Netty's codec and this package call is there: to add, look up,
 * set, clear and go through. For one thread at a time.
 */
public final class FieldBlock extends DefaultHttp2Headers {
    private static final int FIRST_FIELDS = 16;

    /** Arrays above this are not kept for the next block. */
    private static final int MAX_KEPT_FIELDS = 64;

    /** Enough for what requests have in common without metadata; a power of two. */
    private static final int FIRST_KNOWN_FIELDS = 16;

    /** There are so many once a block has had more; a power of two. */
    private static final int MAX_KNOWN_FIELDS = 64;

    /** Longer values are checked each time: a connection would hold them. */
    private static final int MAX_KNOWN_CHARS = 256;

    /** A name, its value, the next name, and so on. */
    private @Nullable CharSequence[] parts = new CharSequence[2 * FIRST_FIELDS];

    private int used;

    /** Fields that were found right, for a peer repeats most of them. */
    private @Nullable CharSequence[] known;

    private final boolean checked;

    /** The only one, as long as nobody goes through the block twice at the same time. */
    private Cursor cursor = new Cursor();

    /**
     * An empty block.
     *
     * @param checked whether names and values are checked as they are added: those that come from a peer
     */
    public FieldBlock(boolean checked) {
        super(checked, checked, 2);
        this.checked = checked;
        this.known = new CharSequence[checked ? 2 * FIRST_KNOWN_FIELDS : 0];
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
        if (checked) {
            check(name, value);
        }
        if (used == parts.length) {
            parts = Arrays.copyOf(parts, 2 * used);
        }
        parts[used] = name;
        parts[used + 1] = value;
        used += 2;
        return this;
    }

    private void check(CharSequence name, CharSequence value) {
        if (used >= known.length && known.length < 2 * MAX_KNOWN_FIELDS) {
            known = new CharSequence[2 * MAX_KNOWN_FIELDS];
        }
        // Both have been hashed before, by the table or to be looked up.
        int slot = 2 * ((name.hashCode() ^ value.hashCode()) & (known.length / 2 - 1));
        if (isSame(known[slot], name) && isSame(known[slot + 1], value) && (name.charAt(0) != ':' || !contains(name))) {
            return;
        }
        validateName(nameValidator(), true, name);
        validateValue(valueValidator(), name, value);
        if (value.length() <= MAX_KNOWN_CHARS) {
            known[slot] = name;
            known[slot + 1] = value;
        }
    }

    @Override
    public Http2Headers set(CharSequence name, CharSequence value) {
        remove(name);
        return add(name, value);
    }

    @Override
    public Http2Headers setLong(CharSequence name, long value) {
        return set(name, Long.toString(value));
    }

    @Override
    public boolean remove(CharSequence name) {
        int kept = 0;
        for (int i = 0; i < used; i += 2) {
            if (!is(i, name)) {
                parts[kept] = parts[i];
                parts[kept + 1] = parts[i + 1];
                kept += 2;
            }
        }
        boolean removed = kept < used;
        Arrays.fill(parts, kept, used, null);
        used = kept;
        return removed;
    }

    @Override
    public Http2Headers clear() {
        if (parts.length > 2 * MAX_KEPT_FIELDS) {
            parts = new CharSequence[2 * FIRST_FIELDS];
        } else {
            Arrays.fill(parts, 0, used, null);
        }
        used = 0;
        return this;
    }

    @Override
    public int size() {
        return used / 2;
    }

    @Override
    public boolean isEmpty() {
        return used == 0;
    }

    private CharSequence part(int i) {
        CharSequence part = parts[i];
        if (part == null) {
            throw new NoSuchElementException("field " + i / 2 + " of " + size());
        }
        return part;
    }

    private boolean is(int i, CharSequence name) {
        return isSame(parts[i], name);
    }

    /** Whether two are the same text; of those that came out of HPACK's table it is seen at once. */
    static boolean isSame(@Nullable CharSequence one, CharSequence other) {
        return one == other || AsciiString.contentEquals(one, other);
    }

    /** Where a field of a name is, the next from a place on; negative if there is none. */
    private int find(CharSequence name, int from) {
        for (int i = from; i < used; i += 2) {
            if (is(i, name)) {
                return i;
            }
        }
        return -1;
    }

    /** The value of the first field of a name, or null. */
    @Override
    public @Nullable CharSequence get(CharSequence name) {
        int i = find(name, 0);
        return i < 0 ? null : part(i + 1);
    }

    @Override
    public List<CharSequence> getAll(CharSequence name) {
        int i = find(name, 0);
        if (i < 0) {
            return List.of();
        }
        List<CharSequence> values = new ArrayList<>();
        for (; i >= 0; i = find(name, i + 2)) {
            values.add(part(i + 1));
        }
        return values;
    }

    @Override
    public Iterator<CharSequence> valueIterator(CharSequence name) {
        return getAll(name).iterator();
    }

    @Override
    public boolean contains(CharSequence name) {
        return find(name, 0) >= 0;
    }

    /** Goes through the fields; an entry is good until the next is asked for. */
    @Override
    public Iterator<Map.Entry<CharSequence, CharSequence>> iterator() {
        Cursor free = cursor;
        if (free.next < used) {
            // Somebody is not through, or has stopped early.
            free = new Cursor();
            cursor = free;
        }
        free.next = 0;
        return free;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return Arrays.asList(parts).subList(0, used).toString();
    }

    /** A place in the block, and the field before it. */
    private final class Cursor
            implements Iterator<Map.Entry<CharSequence, CharSequence>>, Map.Entry<CharSequence, CharSequence> {
        private int next = Integer.MAX_VALUE - 1;

        @Override
        public boolean hasNext() {
            return next < used;
        }

        @Override
        public Map.Entry<CharSequence, CharSequence> next() {
            if (next >= used) {
                throw new NoSuchElementException("there are " + size() + " fields");
            }
            next += 2;
            return this;
        }

        @Override
        public CharSequence getKey() {
            return part(next - 2);
        }

        @Override
        public CharSequence getValue() {
            return part(next - 1);
        }

        @Override
        public CharSequence setValue(CharSequence value) {
            throw new UnsupportedOperationException("set a field by its name");
        }

        @Override
        public String toString() {
            return getKey() + "=" + getValue();
        }
    }
}
