package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class FrameHeaderTest {
    @Test
    void theFieldsAreReadAsTheyWereWritten() {
        long header = FrameHeader.of(FrameType.GOAWAY, 0xFEDCBA98, FrameHeader.MAX_LENGTH);
        assertEquals(FrameHeader.MAX_LENGTH, FrameHeader.length(header));
        assertEquals(FrameType.GOAWAY.number(), FrameHeader.type(header));
        assertEquals(0xFEDCBA98, FrameHeader.streamId(header));
    }

    @Test
    void theBytesAreAsTheSpecDrawsThem() {
        ByteBuf out = Unpooled.buffer().writeLong(FrameHeader.of(FrameType.MESSAGE, 5, 0x010203));
        assertEquals("0102030400000005", ByteBufUtil.hexDump(out));
    }

    @Test
    void aLengthOverTheLimitEndsTheConnection() {
        long header = FrameHeader.of(FrameType.MESSAGE, 1, 65_537);
        WireException error = assertThrows(WireException.class, () -> FrameHeader.requireLength(header, 65_536));
        assertEquals(WireException.Scope.CONNECTION, error.scope());
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage("frame of 65537 bytes exceeds maxFrameBytes 65536"),
                error.status());
        assertEquals(65_537, FrameHeader.requireLength(header, 65_537));
    }

    @Test
    void aHeaderFilledInLaterCountsWhatFollowsInAnotherBuffer() {
        ByteBuf out = Unpooled.buffer();
        int at = FrameHeader.begin(out);
        out.writeByte(0);
        FrameHeader.end(out, at, FrameType.MESSAGE, 7, 99);
        assertEquals(FrameHeader.of(FrameType.MESSAGE, 7, 100), out.readLong());
    }

    @Test
    void streamIdsGoOnAfterTheyWrapAround() {
        assertTrue(FrameHeader.isAfter(2, 1));
        assertFalse(FrameHeader.isAfter(1, 1));
        assertTrue(FrameHeader.isAfter(1, 0xFFFFFFFF));
        assertTrue(FrameHeader.isAfter(0x80000000, 0x7FFFFFFF));
    }

    @Test
    void aNumberThatIsNoTypeIsNone() {
        for (FrameType type : FrameType.values()) {
            assertEquals(type, FrameType.ofNumber(type.number()));
        }
        assertNull(FrameType.ofNumber(0));
        assertNull(FrameType.ofNumber(10));
        assertNull(FrameType.ofNumber(255));
    }
}
