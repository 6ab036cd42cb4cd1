package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 300, 16_383, 16_384, 1_000_000, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
    void whatIsWrittenIsReadAndAsLongAsForetold(long value) {
        ByteBuf buffer = Unpooled.buffer();
        Varint.write(buffer, value);
        assertEquals(Varint.size(value), buffer.readableBytes());
        assertEquals(value, Varint.readLong(buffer));
        assertEquals(0, buffer.readableBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 127, 128, 65_536, Integer.MAX_VALUE})
    void anIntIsReadAsItWasWritten(int value) {
        ByteBuf buffer = Unpooled.buffer();
        Varint.write(buffer, value);
        assertEquals(value, Varint.readInt(buffer));
    }

    @Test
    void aVarintThatEndsTooSoonIsMalformed() {
        assertThrows(WireException.class, () -> Varint.readInt(bytes()));
        assertThrows(WireException.class, () -> Varint.readInt(bytes(0x80)));
        assertThrows(WireException.class, () -> Varint.readLong(bytes(0x80, 0xff)));
    }

    @Test
    void aVarintOfMoreThan31BitsIsMalformedWhere32AreMeant() {
        assertThrows(WireException.class, () -> Varint.readInt(bytes(0xff, 0xff, 0xff, 0xff, 0x0f)));
        assertThrows(WireException.class, () -> Varint.readInt(bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x01)));
    }

    @Test
    void aVarintOfMoreThanNineBytesIsMalformed() {
        assertThrows(
                WireException.class,
                () -> Varint.readLong(bytes(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01)));
    }

    @Test
    void aLengthOverTheRestOfTheFrameIsMalformed() {
        assertEquals(2, Varint.readLength(bytes(2, 0, 0)));
        assertThrows(WireException.class, () -> Varint.readLength(bytes(3, 0, 0)));
    }

    private static ByteBuf bytes(int... values) {
        ByteBuf buffer = Unpooled.buffer();
        for (int value : values) {
            buffer.writeByte(value);
        }
        return buffer;
    }
}
