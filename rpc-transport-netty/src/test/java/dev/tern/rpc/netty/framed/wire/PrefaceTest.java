package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrefaceTest {
    @Test
    void theBytesAreAsTheSpecDrawsThem() {
        ByteBuf out = Unpooled.buffer();
        Preface.write(out);
        assertEquals("ab5445524e0d0a01", ByteBufUtil.hexDump(out));
        assertEquals(Preface.BYTES, out.readableBytes());
    }

    @Test
    void everyBeginningOfThePrefaceMatches() {
        ByteBuf whole = Unpooled.buffer();
        Preface.write(whole);
        for (int length = 0; length <= Preface.BYTES; length++) {
            assertTrue(Preface.matches(whole.slice(0, length)));
        }
        assertTrue(Preface.matches(whole.writeByte(1)));
    }

    @Test
    void theFirstByteTellsOtherProtocols() {
        for (String other : new String[] {"PRI * HTTP/2.0", "GET / HTTP/1.1", "\u0016\u0003\u0001"}) {
            assertFalse(Preface.matches(Unpooled.copiedBuffer(other.substring(0, 1), StandardCharsets.ISO_8859_1)));
        }
    }

    @Test
    void anotherMajorVersionDoesNotMatch() {
        assertFalse(Preface.matches(Unpooled.buffer().writeLong(Preface.VALUE + 1)));
    }
}
