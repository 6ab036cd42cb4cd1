package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tern.rpc.Metadata;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RepeatedMetadataTest {
    private static final int LIMIT = 16_384;
    private static final Metadata.Key<String> TRACE = Metadata.Key.text("trace");
    private static final Metadata.Key<String> TOKEN = Metadata.Key.text("token");

    private final RepeatedMetadata metadata = new RepeatedMetadata();

    private static Metadata call(String trace) {
        return Metadata.of(Metadata.Key.text("agent"), "x")
                .with(TRACE, trace)
                .with(Metadata.Key.binary("bytes-bin"), new byte[] {0, -1})
                .with(TOKEN, "secret");
    }

    private static ByteBuf block(Metadata metadata) {
        ByteBuf block = Unpooled.directBuffer();
        MetadataBlock.write(block, metadata);
        return block;
    }

    private static ByteBuf block(String... parts) {
        ByteBuf entries = Unpooled.buffer();
        for (String part : parts) {
            entries.writeByte(part.length());
            entries.writeCharSequence(part, StandardCharsets.US_ASCII);
        }
        return Unpooled.buffer().writeByte(entries.readableBytes()).writeBytes(entries);
    }

    private Metadata read(ByteBuf block) {
        try {
            Metadata read = metadata.read(block, LIMIT);
            assertEquals(0, block.readableBytes());
            return read;
        } finally {
            block.release();
        }
    }

    @Test
    void whatIsRepeatedIsTheSameObject() {
        Metadata first = read(block(call("1")));
        assertEquals(call("1"), first);
        assertSame(first, read(block(call("1"))));
        assertSame(
                first,
                read(Unpooled.buffer().writeByte(9).writeBytes(block(call("1"))).skipBytes(1)));
    }

    @Test
    void ofWhatIsRepeatedButForAnEntryTheRestIsTheSame() {
        Metadata first = read(block(call("1")));
        Metadata second = read(block(call("22")));
        assertEquals(call("22"), second);
        assertSame(first.text(3), second.text(3));
        Metadata third = read(block(call("33")));
        assertEquals(call("33"), third);
        assertSame(first.text(0), third.text(0));
        assertSame(first.text(3), third.text(3));
    }

    @Test
    void moreFewerAndOtherEntriesAreReadAsTheyAre() {
        Metadata[] all = {
            call("1"),
            call("1").with(TRACE, "2"),
            call("1").without(TRACE),
            Metadata.of(TOKEN, "secret"),
            Metadata.EMPTY,
            Metadata.of(TOKEN, "secret").and(call("1")),
            Metadata.of(TRACE, ""),
        };
        for (Metadata before : all) {
            for (Metadata after : all) {
                assertEquals(before, read(block(before)));
                assertEquals(after, read(block(after)));
            }
        }
    }

    @Test
    void anEntryThatIsNotAllowedIsRefusedEachTimeAndHarmsNoOther() {
        Metadata first = read(block("a", "1", "b", "2"));
        for (int i = 0; i < 2; i++) {
            assertThrows(WireException.class, () -> metadata.read(block("a", "1", "B", "2"), LIMIT));
        }
        assertSame(first, read(block("a", "1", "b", "2")));
    }

    @Test
    void whatLooksLikeAnEntryInsideAnotherIsNone() {
        // Both blocks are as long, and the bytes of the second one's first entry are in the first one's.
        assertEquals(Metadata.of(Metadata.Key.text("a"), "xbyz"), read(block("a", "xbyz")));
        Metadata second = read(block("b", "y", "a", ""));
        assertEquals(Metadata.of(Metadata.Key.text("b"), "y").with(Metadata.Key.text("a"), ""), second);
    }

    @Test
    void lengthsThatTakeMoreBytesThanTheyNeedAreReadAnew() {
        ByteBuf entries = Unpooled.buffer();
        entries.writeByte(0x81).writeByte(0).writeByte('a').writeByte(1).writeByte('1');
        ByteBuf block = Unpooled.buffer().writeByte(entries.readableBytes()).writeBytes(entries);
        Metadata expected = Metadata.of(Metadata.Key.text("a"), "1");
        Metadata first = metadata.read(block.duplicate(), LIMIT);
        assertEquals(expected, first);
        Metadata again = metadata.read(block.duplicate(), LIMIT);
        assertEquals(expected, again);
        assertNotSame(first, again);
    }

    @Test
    void aBlockThatLiesInTwoPiecesIsReadAnew() {
        Metadata first = read(block(call("1")));
        ByteBuf whole = block(call("1"));
        ByteBuf pieces = Unpooled.wrappedBuffer(whole.retainedSlice(0, 9), whole.slice(9, whole.readableBytes() - 9));
        Metadata again = read(pieces);
        assertEquals(first, again);
        assertNotSame(first, again);
    }

    @Test
    void asMuchAsIsAllowedByDefaultIsKeptAndNoMore() {
        Metadata most = Metadata.of(TOKEN, "x".repeat(RepeatedMetadata.MAX_KEPT_BYTES - 8));
        assertEquals(RepeatedMetadata.MAX_KEPT_BYTES, MetadataBlock.entriesSize(most));
        assertSame(read(block(most)), read(block(most)));
        Metadata more = Metadata.of(TOKEN, "x".repeat(RepeatedMetadata.MAX_KEPT_BYTES - 7));
        assertNotSame(read(block(more)), read(block(more)));
        assertEquals(more, read(block(more)));
    }
}
