package dev.tern.rpc.netty.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private final List<String> heard = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder(new FrameDecoder.Frames() {
        @Override
        public void onPreface(long preface) {
            heard.add(Long.toHexString(preface));
        }

        @Override
        public void onFrame(long header, ByteBuf body) {
            assertEquals(FrameHeader.length(header), body.readableBytes());
            heard.add(FrameHeader.streamId(header) + ":" + ByteBufUtil.hexDump(body));
            // A listener may leave what it likes unread.
            body.skipBytes(body.readableBytes() / 2);
        }
    });
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);

    private static ByteBuf script(List<String> expected, int frames) {
        ByteBuf out = Unpooled.buffer();
        Preface.write(out);
        expected.add(Long.toHexString(Preface.VALUE));
        for (int i = 0; i < frames; i++) {
            byte[] body = new byte[i * 7 % 23];
            java.util.Arrays.fill(body, (byte) i);
            out.writeLong(FrameHeader.of(FrameType.MESSAGE, i, body.length)).writeBytes(body);
            expected.add(i + ":" + ByteBufUtil.hexDump(body));
        }
        return out;
    }

    @Test
    void framesAreCutAlikeHoweverTheBytesCome() {
        Random random = new Random(42);
        for (int round = 0; round < 500; round++) {
            FrameDecoderTest fresh = new FrameDecoderTest();
            List<String> expected = new ArrayList<>();
            ByteBuf all = script(expected, 20);
            int most = 1 + random.nextInt(60);
            while (all.isReadable()) {
                ByteBuf piece = all.readSlice(Math.min(all.readableBytes(), 1 + random.nextInt(most)));
                fresh.decoder.decode(Unpooled.copiedBuffer(piece), fresh.allocator);
            }
            assertEquals(expected, fresh.heard);
            assertFalse(fresh.decoder.isInsideFrame());
            assertEquals(0, fresh.allocator.metric().usedDirectMemory());
        }
    }

    @Test
    void framesAreCutByteByByte() {
        List<String> expected = new ArrayList<>();
        ByteBuf all = script(expected, 20);
        while (all.isReadable()) {
            decoder.decode(all.readSlice(1), allocator);
        }
        assertEquals(expected, heard);
    }

    @Test
    void framesThatComeTogetherAreCutInPlace() {
        List<String> expected = new ArrayList<>();
        decoder.decode(script(expected, 20), allocator);
        assertEquals(expected, heard);
        assertEquals(0, allocator.metric().usedDirectMemory());
    }

    @Test
    void aFrameThatIsCutTakesMemoryOnlyForItselfAndGivesItBack() {
        ByteBuf in = Unpooled.buffer();
        Preface.write(in);
        in.writeLong(FrameHeader.of(FrameType.MESSAGE, 1, 4_000)).writeZero(10);
        decoder.decode(in, allocator);
        assertEquals(4_000, allocator.metric().usedDirectMemory());
        assertTrue(decoder.isInsideFrame());
        decoder.close();
        assertEquals(0, allocator.metric().usedDirectMemory());
    }

    @Test
    void aLengthOverTheLimitTakesNoMemory() {
        decoder.decode(Unpooled.buffer().writeLong(Preface.VALUE), allocator);
        ByteBuf in = Unpooled.buffer().writeLong(FrameHeader.of(FrameType.MESSAGE, 1, 4_097));
        assertThrows(WireException.class, () -> decoder.decode(in, allocator));
        assertEquals(0, allocator.metric().usedDirectMemory());
    }

    @Test
    void whatFollowsTheFrameThatEndsAConnectionIsPassedOver() {
        FrameDecoder[] ended = new FrameDecoder[1];
        ended[0] = new FrameDecoder(new FrameDecoder.Frames() {
            @Override
            public void onPreface(long preface) {}

            @Override
            public void onFrame(long header, ByteBuf body) {
                heard.add("" + FrameHeader.streamId(header));
                ended[0].close();
            }
        });
        ByteBuf in = Unpooled.buffer().writeLong(Preface.VALUE);
        in.writeLong(FrameHeader.of(FrameType.MESSAGE, 1, 0)).writeLong(FrameHeader.of(FrameType.MESSAGE, 2, 0));
        in.writeLong(FrameHeader.of(FrameType.MESSAGE, 3, 100)).writeZero(10);
        ended[0].decode(in, allocator);
        assertEquals(List.of("1"), heard);
        assertEquals(0, allocator.metric().usedDirectMemory());
    }
}
