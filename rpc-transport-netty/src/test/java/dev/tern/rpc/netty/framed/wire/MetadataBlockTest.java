package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MetadataBlockTest {
    private static final Metadata SOME = Metadata.builder()
            .add(Metadata.Key.text("trace"), "one")
            .add(Metadata.Key.binary("bytes-bin"), new byte[] {0, -1, 7})
            .add(Metadata.Key.text("trace"), "")
            .add(Metadata.Key.binary("empty-bin"), new byte[0])
            .build();

    @Test
    void entriesAreReadInOrderAndAsLongAsForetold() {
        ByteBuf block = written(SOME);
        assertEquals(MetadataBlock.size(SOME), block.readableBytes());
        assertEquals(SOME, new RepeatedMetadata().read(block, 8_192));
        assertEquals(0, block.readableBytes());
    }

    @Test
    void noEntriesAreTheOneEmptyMetadata() {
        assertSame(Metadata.EMPTY, new RepeatedMetadata().read(written(Metadata.EMPTY), 0));
    }

    @Test
    void aBlockIsNeverLongerThanItMeasures() {
        assertTrue(MetadataBlock.size(SOME) <= SOME.measuredBytes());
    }

    @Test
    void theLimitIsTheMeasureAndIsCheckedFirst() {
        int measured = (int) SOME.measuredBytes();
        assertEquals(SOME, new RepeatedMetadata().read(written(SOME), measured));
        WireException error =
                assertThrows(WireException.class, () -> new RepeatedMetadata().read(written(SOME), measured - 1));
        assertEquals(WireException.Scope.STREAM, error.scope());
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, error.status().code());
    }

    @Test
    void whatIsWrittenAgainAndInTurnsIsAsTheFirstTime() {
        Metadata other = Metadata.of(Metadata.Key.text("other"), "x");
        Metadata larger = Metadata.of(Metadata.Key.text("larger"), "x".repeat(EncodedMetadata.MAX_KEPT_BYTES));
        for (Metadata metadata :
                new Metadata[] {SOME, SOME, other, SOME, larger, larger, SOME, Metadata.EMPTY, other}) {
            ByteBuf block = written(metadata);
            assertEquals(MetadataBlock.size(metadata), block.readableBytes());
            assertEquals(metadata, new RepeatedMetadata().read(block, 16_384));
        }
    }

    @Test
    void aBlockCutAnywhereIsMalformed() {
        ByteBuf whole = written(SOME);
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf cut = whole.slice(0, length);
            assertEquals(
                    WireException.Scope.CONNECTION,
                    assertThrows(WireException.class, () -> new RepeatedMetadata().read(cut, 8_192))
                            .scope());
        }
    }

    @Test
    void aNameOrValueThatIsNotAllowedIsAStreamError() {
        for (String[] entry :
                new String[][] {{"UPPER", "x"}, {"", "x"}, {"a b", "x"}, {"a", "\n"}, {"a", "\u00e4"}, {"a", " x"}}) {
            ByteBuf block = Unpooled.buffer();
            byte[] name = entry[0].getBytes(StandardCharsets.ISO_8859_1);
            byte[] value = entry[1].getBytes(StandardCharsets.ISO_8859_1);
            block.writeByte(2 + name.length + value.length);
            block.writeByte(name.length)
                    .writeBytes(name)
                    .writeByte(value.length)
                    .writeBytes(value);
            WireException error =
                    assertThrows(WireException.class, () -> new RepeatedMetadata().read(block, 8_192), entry[0]);
            assertEquals(WireException.Scope.STREAM, error.scope());
        }
    }

    @Test
    void anEntryBeyondItsBlockIsMalformedThoughTheFrameHasTheBytes() {
        ByteBuf block =
                Unpooled.buffer().writeByte(4).writeByte(1).writeByte('a').writeByte(5);
        block.writeBytes(new byte[20]);
        assertEquals(
                WireException.Scope.CONNECTION,
                assertThrows(WireException.class, () -> new RepeatedMetadata().read(block, 8_192))
                        .scope());
    }

    private static ByteBuf written(Metadata metadata) {
        ByteBuf block = Unpooled.buffer();
        MetadataBlock.write(block, metadata);
        return block;
    }
}
