package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class StatusBlockTest {
    private static final Status RICH = StatusCode.NOT_FOUND
            .withMessage("no such \u00e4pfel \ud83c\udf4e")
            .withDetail(StatusDetail.of("type.googleapis.com/a", new byte[] {1, 2}))
            .withDetail(StatusDetail.of("b", new byte[0]));

    @Test
    void codeMessageAndDetailsAreReadAsWritten() {
        assertEquals(RICH, StatusBlock.read(written(RICH), 8_192));
    }

    @Test
    void okWithNothingElseIsTheOneOk() {
        assertSame(Status.OK, StatusBlock.read(written(Status.OK), 0));
    }

    @Test
    void aCodeOver16IsUnknown() {
        assertEquals(
                StatusCode.UNKNOWN,
                StatusBlock.read(Unpooled.buffer().writeByte(17).writeZero(2), 0)
                        .code());
    }

    @Test
    void aBlockCutAnywhereIsMalformed() {
        ByteBuf whole = written(RICH);
        for (int length = 0; length < whole.readableBytes(); length++) {
            ByteBuf cut = whole.slice(0, length);
            assertThrows(WireException.class, () -> StatusBlock.read(cut, 8_192));
        }
    }

    @Test
    void textThatIsNotUtf8IsAStreamError() {
        ByteBuf block =
                Unpooled.buffer().writeByte(2).writeByte(1).writeByte(0xff).writeByte(0);
        assertEquals(
                WireException.Scope.STREAM,
                assertThrows(WireException.class, () -> StatusBlock.read(block, 8_192))
                        .scope());
    }

    @Test
    void moreDetailsThanTheLimitHasRoomForTakeNoMemory() {
        ByteBuf block = Unpooled.buffer().writeByte(2).writeByte(0);
        Varint.write(block, Integer.MAX_VALUE);
        assertThrows(WireException.class, () -> StatusBlock.read(block, 8_192));
    }

    @Test
    void aStatusOverTheLimitLosesItsDetailsFirst() {
        assertSame(RICH, StatusBlock.cut(RICH, 8_192));
        assertEquals(StatusCode.NOT_FOUND.withMessage(RICH.message()), StatusBlock.cut(RICH, 60));
    }

    @Test
    void aMessageOverTheLimitIsCutBetweenCharacters() {
        Status cut = StatusBlock.cut(StatusCode.INTERNAL.withMessage("\ud83c\udf4e".repeat(100)), 99);
        assertEquals(StatusCode.INTERNAL, cut.code());
        assertEquals("\ud83c\udf4e".repeat(16), cut.message());
        assertTrue(StatusBlock.cut(cut, 0).message().isEmpty());
    }

    private static ByteBuf written(Status status) {
        ByteBuf block = Unpooled.buffer();
        StatusBlock.write(block, status);
        return block;
    }
}
