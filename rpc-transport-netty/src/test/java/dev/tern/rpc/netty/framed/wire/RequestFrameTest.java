package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFrameTest {
    private static final Metadata METADATA = Metadata.of(Metadata.Key.text("a"), "b");

    @ParameterizedTest
    @EnumSource(MethodKind.class)
    void aHeadIsReadAsItWasWrittenAndAsLongAsForetold(MethodKind kind) {
        ByteBuf body = Unpooled.buffer();
        int flags = RequestFrame.flags(kind, true, true, METADATA) | RequestFrame.MESSAGE;
        RequestFrame.writeHead(body, flags, 300, "a.B/C", 1_000_000, METADATA);
        assertEquals(RequestFrame.headSize(flags, 300, "a.B/C", 1_000_000, METADATA), body.readableBytes());

        assertEquals(flags, RequestFrame.readFlags(body));
        assertEquals(kind, RequestFrame.kind(flags));
        assertEquals(300, RequestFrame.readMethod(body));
        assertEquals("a.B/C", RequestFrame.readName(body));
        assertEquals(1_000_000, RequestFrame.readTimeoutNanos(body));
        assertEquals(METADATA, new RepeatedMetadata().read(body, 8_192));
        assertEquals(0, body.readableBytes());
    }

    @ParameterizedTest
    @EnumSource(MethodKind.class)
    void aHeadWhoseMessageIsCompressedHasAByteMoreWithTheKind(MethodKind kind) {
        int plain = RequestFrame.flags(kind, false, true, METADATA) | RequestFrame.MESSAGE;
        int flags = plain | RequestFrame.COMPRESSED;
        ByteBuf body = Unpooled.buffer();
        RequestFrame.writeHead(body, flags, 3, "", 1_000_000, METADATA);
        assertEquals(RequestFrame.headSize(flags, 3, "", 1_000_000, METADATA), body.readableBytes());
        assertEquals(RequestFrame.headSize(plain, 3, "", 1_000_000, METADATA) + 1, body.readableBytes());

        assertEquals(flags, RequestFrame.readFlags(body));
        assertEquals(kind, RequestFrame.kind(flags));
        assertEquals(3, RequestFrame.readMethod(body));
        assertEquals(1_000_000, RequestFrame.readTimeoutNanos(body));
        assertEquals(METADATA, new RepeatedMetadata().read(body, 8_192));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x05, 0x06, 0x07, 0x08, 0x10, 0x80})
    void aSecondByteOfFlagsWithoutMeaningIsMalformed(int wide) {
        assertThrows(
                WireException.class,
                () -> RequestFrame.readFlags(Unpooled.buffer().writeByte(0x07).writeByte(wide)));
    }

    @Test
    void aUnaryCallWithADeadlineOfAMinuteCosts14BytesAndItsReply9() {
        int flags = RequestFrame.flags(MethodKind.UNARY, false, true, Metadata.EMPTY) | RequestFrame.MESSAGE;
        int head = RequestFrame.headSize(flags, 100, "", TimeUnit.MINUTES.toNanos(1), Metadata.EMPTY);
        assertEquals(14, FrameHeader.BYTES + head);

        ByteBuf reply = Unpooled.buffer();
        ReplyFrame.writeHead(reply, ReplyFrame.END | ReplyFrame.MESSAGE, null, dev.tern.rpc.Status.OK, Metadata.EMPTY);
        assertEquals(9, FrameHeader.BYTES + reply.readableBytes());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0})
    void aDeadlineThatHasPassedIsZero(long nanos) {
        assertEquals(0, overTheWire(nanos));
    }

    @Test
    void timeLeftIsRoundedUpToMicrosecondsAndNeverOverflows() {
        assertEquals(1_000, overTheWire(1));
        assertEquals(2_000, overTheWire(1_001));
        long most = overTheWire(Long.MAX_VALUE - 1);
        assertTrue(most > TimeUnit.DAYS.toNanos(365 * 100) && most < Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x05, 0x06, 0x07, 0x10})
    void flagsWithoutMeaningAreMalformed(int flags) {
        assertThrows(
                WireException.class,
                () -> RequestFrame.readFlags(Unpooled.buffer().writeByte(flags)));
    }

    @Test
    void aNameThatIsEmptyTooLongOrNotAsciiIsMalformed() {
        for (String name : new String[] {"", "x".repeat(513), "a b", "\u00e4"}) {
            ByteBuf body = Unpooled.buffer();
            Text.write(body, name);
            assertThrows(WireException.class, () -> RequestFrame.readName(body), name);
        }
    }

    private static long overTheWire(long nanos) {
        ByteBuf body = Unpooled.buffer();
        RequestFrame.writeHead(body, RequestFrame.TIMEOUT, 0, "", nanos, Metadata.EMPTY);
        body.skipBytes(2);
        return RequestFrame.readTimeoutNanos(body);
    }
}
