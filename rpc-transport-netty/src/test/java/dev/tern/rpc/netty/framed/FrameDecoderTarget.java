package dev.tern.rpc.netty.framed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.WireException;
import dev.tern.rpc.netty.fuzz.FuzzTarget;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/** Bytes become the same frames however they are cut; the first byte of an input says how. */
public final class FrameDecoderTarget implements FuzzTarget {
    private static final int MAX_FRAME_BYTES = 4_096;

    /** Cuts are of different lengths, so that each place has one sooner or later. */
    private static final int STEP = 7;

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        ByteBuf bytes = Unpooled.wrappedBuffer(input, 1, input.length - 1);
        assertEquals(
                heard(bytes.duplicate(), Integer.MAX_VALUE, 0), heard(bytes, 1 + (input[0] & 0x0f), input[0] >> 4));
    }

    private static List<String> heard(ByteBuf bytes, int cut, int more) {
        var allocator = new UnpooledByteBufAllocator(true, true);
        List<String> heard = new ArrayList<>();
        FrameDecoder decoder = new FrameDecoder(new FrameDecoder.Frames() {
            @Override
            public void onPreface(long preface) {
                heard.add(Long.toHexString(preface));
            }

            @Override
            public void onFrame(long header, ByteBuf body) {
                assertEquals(FrameHeader.length(header), body.readableBytes());
                heard.add(Long.toHexString(header) + ":" + ByteBufUtil.hexDump(body));
                body.skipBytes(body.readableBytes() / 2);
            }
        });
        decoder.limit(MAX_FRAME_BYTES);
        int pieces = 0;
        try {
            while (bytes.isReadable()) {
                int length = Math.min(bytes.readableBytes(), cut == Integer.MAX_VALUE ? cut : cut + pieces % STEP);
                pieces += 1 + Math.max(0, more);
                decoder.decode(bytes.readSlice(length), allocator);
                assertTrue(allocator.metric().usedDirectMemory() <= MAX_FRAME_BYTES);
            }
            heard.add("inside a frame: " + decoder.isInsideFrame());
        } catch (WireException tooLong) {
            heard.add(tooLong.getMessage());
        }
        decoder.close();
        assertEquals(0, allocator.metric().usedDirectMemory());
        return heard;
    }

    @Override
    public List<byte[]> examples() {
        ByteBuf out = Unpooled.buffer().writeByte(0x15);
        Preface.write(out);
        for (int i = 0; i < 20; i++) {
            int length = i * 7 % 23;
            out.writeLong(FrameHeader.of(FrameType.MESSAGE, i, length)).writeZero(length);
        }
        out.writeLong(FrameHeader.of(FrameType.MESSAGE, 1, MAX_FRAME_BYTES)).writeZero(300);
        return List.of(ByteBufUtil.getBytes(out));
    }
}
