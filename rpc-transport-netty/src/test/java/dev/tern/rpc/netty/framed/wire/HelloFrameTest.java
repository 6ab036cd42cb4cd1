package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloFrameTest {
    private static final Hello UNUSUAL =
            new Hello(1 << 20, 1 << 26, 100_000, 7, 1, 1 << 28, List.of("gzip", "zstd"), 0, 65_535);

    @Test
    void whatIsWrittenIsRead() {
        ByteBuf frame = Unpooled.buffer();
        HelloFrame.write(frame, UNUSUAL);
        long header = frame.readLong();
        assertEquals(FrameHeader.of(FrameType.HELLO, 0, frame.readableBytes()), header);
        assertTrue(FrameHeader.length(header) <= HelloFrame.MAX_LENGTH);
        assertEquals(UNUSUAL, HelloFrame.read(frame));
    }

    @Test
    void aFieldLeftOutHasItsDefault() {
        assertEquals(Hello.DEFAULT, HelloFrame.read(Unpooled.buffer().writeByte(0)));
    }

    @Test
    void anUnknownFieldAndAMinorVersionAreSkipped() {
        ByteBuf body = Unpooled.buffer().writeByte(3).writeByte(99).writeByte(2).writeShort(-1);
        assertEquals(Hello.DEFAULT, HelloFrame.read(body));
    }

    @Test
    void aFieldThatComesTwiceIsMalformed() {
        ByteBuf body = Unpooled.buffer().writeByte(0);
        body.writeByte(4).writeByte(1).writeByte(9);
        body.writeByte(4).writeByte(1).writeByte(9);
        assertThrows(WireException.class, () -> HelloFrame.read(body));
    }

    @Test
    void aValueOutOfRangeIsMalformedAndNamed() {
        ByteBuf body = Unpooled.buffer().writeByte(0).writeByte(1).writeByte(1).writeByte(100);
        WireException error = assertThrows(WireException.class, () -> HelloFrame.read(body));
        assertEquals(
                "HELLO: maxFrameBytes 100 is not between 16384 and 16777215",
                error.status().message());
    }

    @Test
    void aHelloCutInsideAFieldIsMalformed() {
        ByteBuf frame = Unpooled.buffer();
        HelloFrame.write(frame, UNUSUAL);
        int body = FrameHeader.BYTES;
        int cuts = 0;
        for (int end = body; end < frame.writerIndex(); end++) {
            ByteBuf cut = frame.slice(body, end - body);
            try {
                HelloFrame.read(cut);
            } catch (WireException malformed) {
                cuts++;
            }
        }
        // Only a cut exactly between two fields reads as fields left out, and then a range may still be wrong.
        assertTrue(cuts >= frame.writerIndex() - body - 9, "only " + cuts + " cuts refused");
    }
}
