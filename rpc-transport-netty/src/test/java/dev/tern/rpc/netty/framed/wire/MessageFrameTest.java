package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFrameTest {
    @Test
    void onlyAFirstFragmentSaysTheTotal() {
        ByteBuf first = Unpooled.buffer();
        MessageFrame.writeHead(first, MessageFrame.MORE, 100_000);
        first.writeByte(42);
        assertEquals(MessageFrame.headSize(MessageFrame.MORE, MessageFrame.PLAIN, 100_000) + 1, first.readableBytes());
        assertEquals(MessageFrame.MORE, MessageFrame.readFlags(first));
        assertEquals(100_000, MessageFrame.readTotal(first, true));
        assertEquals(1, first.readableBytes());

        for (int flags :
                new int[] {0, MessageFrame.END, MessageFrame.CONTINUES, MessageFrame.MORE | MessageFrame.CONTINUES}) {
            ByteBuf other = Unpooled.buffer();
            MessageFrame.writeHead(other, flags, 100_000);
            assertEquals(MessageFrame.FLAGS_BYTES, other.readableBytes());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, MessageFrame.END, MessageFrame.MORE})
    void aCompressedMessageSaysWithWhatBeforeItsTotal(int flags) {
        ByteBuf body = Unpooled.buffer();
        MessageFrame.writeHead(body, flags, 5, 100_000);
        assertEquals(MessageFrame.headSize(flags, 5, 100_000), body.readableBytes());
        int read = MessageFrame.readFlags(body);
        assertEquals(flags | MessageFrame.COMPRESSED, read);
        assertEquals(5, MessageFrame.readCompressor(body, Flags.has(read, MessageFrame.COMPRESSED)));
        if (flags == MessageFrame.MORE) {
            assertEquals(100_000, MessageFrame.readTotal(body, true));
        }
        assertEquals(0, body.readableBytes());
    }

    @Test
    void aFrameThatEndsBeforeTheCompressorIsMalformed() {
        ByteBuf body = Unpooled.buffer().writeByte(MessageFrame.COMPRESSED);
        int flags = MessageFrame.readFlags(body);
        WireException error = assertThrows(
                WireException.class,
                () -> MessageFrame.readCompressor(body, Flags.has(flags, MessageFrame.COMPRESSED)));
        assertEquals(WireException.Scope.CONNECTION, error.scope());
    }

    @Test
    void aWholeMessageIsTheRestOfTheFrame() {
        assertEquals(3, MessageFrame.readTotal(Unpooled.buffer().writeZero(3), false));
    }

    @Test
    void aMessageOverTheLimitIsAStreamErrorThatNamesBoth() {
        WireException error = assertThrows(WireException.class, () -> MessageFrame.requireTotal(11, 10));
        assertEquals(WireException.Scope.STREAM, error.scope());
        assertEquals(
                "message of 11 bytes exceeds maxMessageBytes 10", error.status().message());
        MessageFrame.requireTotal(10, 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x07, 0x08, 0x0a, 0x0d, 0x14, 0x19, 0x20, 0x80})
    void flagsWithoutMeaningAreMalformed(int flags) {
        assertThrows(
                WireException.class,
                () -> MessageFrame.readFlags(Unpooled.buffer().writeByte(flags)));
    }

    @Test
    void anEmptyBodyIsMalformed() {
        assertThrows(WireException.class, () -> MessageFrame.readFlags(Unpooled.EMPTY_BUFFER));
    }
}
