package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Metadata;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;

class RepeatedMetadataTest {
    private static final int LIMIT = 16_384;
    private static final AsciiString NAME = AsciiString.of("a");
    private static final AsciiString VALUE = AsciiString.of("1");

    private final RepeatedMetadata metadata = new RepeatedMetadata();

    private static FieldBlock block(CharSequence... parts) {
        FieldBlock block = new FieldBlock(false);
        for (int i = 0; i < parts.length; i += 2) {
            block.add(parts[i], parts[i + 1]);
        }
        return block;
    }

    @Test
    void fieldsThatAreRepeatedAreReadOnce() {
        Metadata first = metadata.read(block(":path", "/a", NAME, VALUE), LIMIT);
        assertEquals(Metadata.of(Metadata.Key.text("a"), "1"), first);
        assertSame(first, metadata.read(block(":path", "/b", "te", "trailers", NAME, VALUE), LIMIT));
    }

    @Test
    void anythingElseIsReadAnew() {
        Metadata first = metadata.read(block(NAME, VALUE), LIMIT);
        assertEquals(2, metadata.read(block(NAME, VALUE, NAME, VALUE), LIMIT).size());
        assertEquals(first, metadata.read(block(NAME, VALUE), LIMIT));
        assertSame(Metadata.EMPTY, metadata.read(block(":path", "/a"), LIMIT));
        assertEquals("2", metadata.read(block(NAME, AsciiString.of("2")), LIMIT).text(0));
    }

    @Test
    void ofWhatIsRepeatedButForAFieldTheRestIsTheSame() {
        AsciiString trace = AsciiString.of("trace");
        Metadata first =
                metadata.read(block(NAME, VALUE, trace, AsciiString.of("1"), "te", "trailers", NAME, VALUE), LIMIT);
        Metadata second = metadata.read(block(NAME, VALUE, trace, AsciiString.of("2"), NAME, VALUE), LIMIT);
        assertEquals("2", second.text(1));
        assertEquals(3, second.size());
        assertSame(first.text(0), second.text(0));
        assertSame(first.text(2), second.text(2));
        int measured = (int) first.measuredBytes();
        FieldBlock more = block(NAME, VALUE, trace, AsciiString.of("11"), NAME, VALUE);
        assertThrows(WireException.class, () -> metadata.read(more, measured));
    }

    @Test
    void whatIsLeftOutMovesNoOther() {
        AsciiString tab = AsciiString.of("a\tb");
        for (int i = 0; i < 2; i++) {
            Metadata read = metadata.read(block("x", tab, NAME, VALUE, "y", "2"), LIMIT);
            assertEquals(Metadata.of(Metadata.Key.text("a"), "1").with(Metadata.Key.text("y"), "2"), read);
        }
    }

    @Test
    void bytesThatAreRepeatedAreReadOnce() {
        AsciiString name = AsciiString.of("a-bin");
        AsciiString value = AsciiString.of("AAAA");
        Metadata first = metadata.read(block(name, value, NAME, VALUE), LIMIT);
        assertArrayEquals(new byte[3], first.bytes(0));
        assertSame(first, metadata.read(block(name, value, NAME, VALUE), LIMIT));
        Metadata second = metadata.read(block(name, value, NAME, AsciiString.of("2")), LIMIT);
        assertArrayEquals(new byte[3], second.bytes(0));
        assertEquals("2", second.text(1));
        second.bytes(0)[0] = 1;
        assertArrayEquals(
                new byte[3],
                metadata.read(block(name, value, NAME, AsciiString.of("2")), LIMIT)
                        .bytes(0));
    }

    @Test
    void aFieldOfSeveralEntriesMovesNoOtherNotEvenWhereAsManyAreLeftOut() {
        AsciiString name = AsciiString.of("a-bin");
        AsciiString two = AsciiString.of("AAAA,BBBB");
        AsciiString tab = AsciiString.of("a\tb");
        for (CharSequence[] fields : new CharSequence[][] {
            {name, two, NAME, VALUE, "x", tab}, {"x", tab, name, two, NAME, VALUE}, {name, two, "x", tab, NAME, VALUE}
        }) {
            Metadata first = metadata.read(block(fields), LIMIT);
            assertEquals(3, first.size());
            Metadata second = metadata.read(block(fields), LIMIT);
            assertEquals(first, second);
            assertNotSame(first, second);
        }
    }

    @Test
    void asMuchAsIsAllowedByDefaultIsKeptAndNoMore() {
        CharSequence[] parts = new CharSequence[2 * 62];
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = AsciiString.of("n" + (10 + i / 2));
            parts[i + 1] = AsciiString.of("x".repeat(97));
        }
        Metadata most = metadata.read(block(parts), LIMIT);
        assertEquals(62 * (3 + 97 + 32), most.measuredBytes());
        assertSame(most, metadata.read(block(parts), LIMIT));
        parts[1] = AsciiString.of("x".repeat(106));
        assertNotSame(metadata.read(block(parts), LIMIT), metadata.read(block(parts), LIMIT));
        assertSame(metadata.read(block(NAME, VALUE), LIMIT), metadata.read(block(NAME, VALUE), LIMIT));
    }

    @Test
    void aFieldThatEndsACallDoesSoEachTime() {
        AsciiString bad = AsciiString.of("\u0001");
        assertThrows(WireException.class, () -> metadata.read(block(NAME, bad), LIMIT));
        assertThrows(WireException.class, () -> metadata.read(block(NAME, bad), LIMIT));
    }
}
