package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class FieldBlockTest {
    private final FieldBlock block = new FieldBlock(false);

    @Test
    void fieldsStayInTheOrderInWhichTheyWereAdded() {
        block.add("b", "1").add("a", "2").add("b", "3");
        assertEquals(List.of("b: 1", "a: 2", "b: 3"), RequestsTest.lines(block));
        assertEquals(3, block.size());
    }

    @Test
    void aNameIsFoundWhateverItsClass() {
        block.add(AsciiString.of("te"), "trailers");
        assertEquals("trailers", block.get("te"));
        assertEquals("trailers", block.get(AsciiString.of("te")));
        assertTrue(block.contains("te"));
        assertNull(block.get("t"));
        assertFalse(block.contains("TE"));
    }

    @Test
    void ofSeveralValuesTheFirstIsGotAndAllAreListed() {
        block.add("a", "1").add("b", "2").add("a", "3");
        assertEquals("1", block.get("a"));
        assertEquals(List.of("1", "3"), block.getAll("a"));
        assertEquals(List.of(), block.getAll("c"));
        List<CharSequence> values = new ArrayList<>();
        block.valueIterator("a").forEachRemaining(values::add);
        assertEquals(List.of("1", "3"), values);
    }

    @Test
    void whatIsSetGoesInPlaceOfAllThatHaveTheName() {
        block.add("a", "1").add("b", "2").add("a", "3");
        block.setLong("a", 4);
        assertEquals(List.of("b: 2", "a: 4"), RequestsTest.lines(block));
        assertFalse(block.remove("c"));
    }

    @Test
    void aClearedBlockHasRoomForTheNext() {
        for (int i = 0; i < 1_000; i++) {
            block.add("a" + i, "x");
        }
        assertEquals("x", block.get("a999"));
        block.clear();
        assertTrue(block.isEmpty());
        assertNull(block.get("a1"));
        block.status("200");
        assertEquals(List.of(":status: 200"), RequestsTest.lines(block));
        assertEquals("200", block.status());
    }

    @Test
    void twoMayGoThroughABlockAtTheSameTime() {
        block.add("a", "1").add("b", "2");
        var first = block.iterator();
        assertEquals("a", first.next().getKey());
        assertEquals(List.of("a: 1", "b: 2"), RequestsTest.lines(block));
        assertEquals("2", first.next().getValue());
        assertFalse(first.hasNext());
        assertThrows(NoSuchElementException.class, first::next);
    }

    @Test
    void goingThroughABlockAgainCostsNothing() {
        block.add("a", "1");
        Iterator<?> first = block.iterator();
        first.next();
        assertFalse(first.hasNext());
        assertSame(first, block.iterator());
    }

    @Test
    void aFieldThatWasFoundRightMayStillBeOneTooMany() {
        FieldBlock read = new FieldBlock(true);
        AsciiString path = AsciiString.of(":path");
        AsciiString value = AsciiString.of("/");
        AsciiString name = AsciiString.of("a");
        for (int i = 0; i < 3; i++) {
            read.clear();
            read.add(path, value).add(name, value).add(name, value);
            assertEquals(3, read.size());
        }
        assertThrows(Http2Exception.class, () -> read.add(path, value));
    }

    @Test
    void moreFieldsThanUsualAreCheckedAsFewAre() {
        FieldBlock read = new FieldBlock(true);
        AsciiString path = AsciiString.of(":path");
        AsciiString value = AsciiString.of("/");
        for (int times = 0; times < 3; times++) {
            read.clear();
            read.add(path, value);
            for (int i = 0; i < 100; i++) {
                read.add(AsciiString.of("a" + i), value);
            }
            assertEquals(101, read.size());
            assertThrows(Http2Exception.class, () -> read.add(path, value));
            assertThrows(Http2Exception.class, () -> read.add(AsciiString.of("Upper"), value));
        }
    }

    @Test
    void aBlockOfAPeerIsChecked() {
        FieldBlock read = new FieldBlock(true);
        read.add(AsciiString.of(":path"), AsciiString.of("/"));
        assertThrows(Http2Exception.class, () -> read.add(AsciiString.of(":path"), AsciiString.of("/")));
        assertThrows(Http2Exception.class, () -> read.add(AsciiString.of(":other"), AsciiString.of("/")));
        assertThrows(Http2Exception.class, () -> read.add(AsciiString.of("Upper"), AsciiString.of("x")));
        assertThrows(IllegalArgumentException.class, () -> read.add(AsciiString.of("a"), AsciiString.of("\n")));
    }
}
