package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.StatusCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePrefixTest {
    @Test
    void theBytesAreAsTheSpecDrawsThem() {
        ByteBuf out = Unpooled.buffer();
        MessagePrefix.write(out, false, 0x010203);
        MessagePrefix.write(out, true, 0);
        assertEquals("0000010203" + "0100000000", ByteBufUtil.hexDump(out));
        assertEquals(2 * MessagePrefix.BYTES, out.readableBytes());
    }

    @Test
    void flagAndLengthAreReadAsWritten() {
        ByteBuf prefix = Unpooled.buffer();
        MessagePrefix.write(prefix, true, 77);
        assertTrue(MessagePrefix.isCompressed(prefix.readByte()));
        assertEquals(77, MessagePrefix.requireLength(prefix.readUnsignedInt(), 77));
        assertFalse(MessagePrefix.isCompressed(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 128, 255, -1})
    void aFlagThatIsNeither0Nor1EndsTheCall(int flag) {
        WireException error = assertThrows(WireException.class, () -> MessagePrefix.isCompressed(flag));
        assertEquals(
                StatusCode.INTERNAL.withMessage(
                        "compressed flag " + (flag & 0xff) + " of a message is neither 0 nor 1"),
                error.status());
    }

    @ParameterizedTest
    @ValueSource(longs = {78, Integer.MAX_VALUE, 0xFFFFFFFFL})
    void aLengthOverTheLimitEndsTheCall(long length) {
        WireException error = assertThrows(WireException.class, () -> MessagePrefix.requireLength(length, 77));
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage("message of " + length + " bytes exceeds maxMessageBytes 77"),
                error.status());
    }
}
