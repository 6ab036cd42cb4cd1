package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Metadata;
import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;

class RepeatedMetadataTest {
    private static final int LIMIT = 8_192;
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
    void bytesAreReadAnewForTheyCouldBeChanged() {
        AsciiString name = AsciiString.of("a-bin");
        AsciiString value = AsciiString.of("AAAA");
        assertNotSame(metadata.read(block(name, value), LIMIT), metadata.read(block(name, value), LIMIT));
    }

    @Test
    void longAndManyFieldsAreNotKept() {
        AsciiString value = AsciiString.of("x".repeat(1_024));
        assertNotSame(metadata.read(block(NAME, value), LIMIT), metadata.read(block(NAME, value), LIMIT));
        CharSequence[] parts = new CharSequence[2 * 9];
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = NAME;
            parts[i + 1] = VALUE;
        }
        assertEquals(9, metadata.read(block(parts), LIMIT).size());
        assertNotSame(metadata.read(block(parts), LIMIT), metadata.read(block(parts), LIMIT));
    }

    @Test
    void aFieldThatEndsACallDoesSoEachTime() {
        AsciiString bad = AsciiString.of("\u0001");
        assertThrows(WireException.class, () -> metadata.read(block(NAME, bad), LIMIT));
        assertThrows(WireException.class, () -> metadata.read(block(NAME, bad), LIMIT));
    }
}
