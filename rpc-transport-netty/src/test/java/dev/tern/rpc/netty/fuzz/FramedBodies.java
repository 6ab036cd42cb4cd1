package dev.tern.rpc.netty.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import dev.tern.rpc.netty.framed.wire.CreditFrame;
import dev.tern.rpc.netty.framed.wire.Flags;
import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.GoAwayFrame;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.HelloFrame;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.MetadataBlock;
import dev.tern.rpc.netty.framed.wire.PingFrame;
import dev.tern.rpc.netty.framed.wire.Preface;
import dev.tern.rpc.netty.framed.wire.RepeatedMetadata;
import dev.tern.rpc.netty.framed.wire.ReplyFrame;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.ResetFrame;
import dev.tern.rpc.netty.framed.wire.StatusBlock;
import dev.tern.rpc.netty.framed.wire.Varint;
import dev.tern.rpc.netty.framed.wire.WireException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Bodies of frames: the first byte of an input is the type, the rest the body. A reader gives a value or a {@link WireException},
 * reads nothing beyond the body, and takes no memory out of proportion to it; what it accepts is written as it was read.
 */
final class FramedBodies implements FuzzTarget {
    private static final int LIMIT = 8_192;

    /** No more type than that; those beyond are read as varints. */
    private static final int TYPES = 10;

    /** What is around a body: bytes that would be read as lengths, if a reader went so far. */
    private static final int MARGIN = 64;

    /** Text, objects and lists for each byte there is, and what a reader allocates once. */
    private static final long MAX_ALLOCATED = 100_000;

    private static final long MAX_ALLOCATED_PER_BYTE = 200;

    /** The first time loads classes. */
    private static final int TRIES = 3;

    /** Reads all there is, one after another, as a connection does. */
    private static final RepeatedMetadata OF_ALL = new RepeatedMetadata();

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Override
    public void run(byte[] input) {
        if (input.length == 0) {
            return;
        }
        long allocated = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && allocated > most(input); i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            read(input);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated <= most(input), allocated + " bytes allocated for a body of " + (input.length - 1));
    }

    private static long most(byte[] input) {
        return MAX_ALLOCATED + input.length * MAX_ALLOCATED_PER_BYTE;
    }

    private static void read(byte[] input) {
        int number = (input[0] & 0xff) % (TYPES + 1);
        int length = input.length - 1;
        ByteBuf around = Unpooled.buffer(length + 2 * MARGIN).writeZero(MARGIN);
        around.writeBytes(input, 1, length);
        for (int i = 0; i < MARGIN; i++) {
            around.writeByte(1);
        }
        around.setIndex(MARGIN, MARGIN + length);
        try {
            FrameType type = FrameType.ofNumber(number);
            if (type == null) {
                varint(around);
            } else {
                check(type, around, number % 2 == 0);
            }
        } catch (WireException expected) {
            assertTrue(expected.status().code() != StatusCode.OK);
        }
        assertTrue(around.readerIndex() <= MARGIN + length, "read beyond the body");
    }

    /** Reads a body as this side reads it, and writes what was read again. */
    static void check(FrameType type, ByteBuf in, boolean fromServer) {
        switch (type) {
            case HELLO -> hello(in);
            case REQUEST -> request(in);
            case REPLY -> reply(in);
            case MESSAGE -> {
                int flags = MessageFrame.readFlags(in);
                int compressor = MessageFrame.readCompressor(in, Flags.has(flags, MessageFrame.COMPRESSED));
                if (MessageFrame.hasTotal(flags)) {
                    int total = MessageFrame.readTotal(in, true);
                    ByteBuf again = Unpooled.buffer();
                    MessageFrame.writeHead(again, flags, compressor, total);
                    assertEquals(MessageFrame.headSize(flags, compressor, total), again.readableBytes());
                }
                assertFalse(fromServer && Flags.has(flags, MessageFrame.BARE) && !Flags.has(flags, MessageFrame.END));
            }
            case RESET -> {
                ResetFrame.readFlags(in);
                status(in);
            }
            case CREDIT -> assertTrue(CreditFrame.read(in) > 0);
            case PING, PONG -> PingFrame.read(in);
            case GOAWAY -> {
                GoAwayFrame.readLastAccepted(in);
                status(in);
            }
        }
    }

    private static void varint(ByteBuf in) {
        ByteBuf copy = in.duplicate();
        Preface.matches(in);
        long value = Varint.readLong(in);
        assertTrue(value >= 0);
        ByteBuf again = Unpooled.buffer();
        Varint.write(again, value);
        assertEquals(Varint.size(value), again.readableBytes());
        assertEquals(value, Varint.readLong(again));
        int small = Varint.readInt(copy);
        assertEquals(value, small);
    }

    private static void hello(ByteBuf in) {
        Hello hello = HelloFrame.read(in);
        assertFalse(in.isReadable());
        ByteBuf again = Unpooled.buffer();
        HelloFrame.write(again, hello);
        if (hello.compressors().stream().allMatch(name -> ByteBufUtil.utf8Bytes(name) == name.length())) {
            // Names that are not ASCII are those of compressions that no side has.
            assertEquals(hello, HelloFrame.read(again.skipBytes(FrameHeader.BYTES)));
        }
    }

    private static void request(ByteBuf in) {
        int flags = RequestFrame.readFlags(in);
        RequestFrame.kind(flags);
        int method = RequestFrame.readMethod(in);
        String name = Flags.has(flags, RequestFrame.NAME) ? RequestFrame.readName(in) : "";
        long nanos = Flags.has(flags, RequestFrame.TIMEOUT) ? RequestFrame.readTimeoutNanos(in) : 0;
        assertTrue(nanos >= 0);
        Metadata metadata = Flags.has(flags, RequestFrame.METADATA) ? metadata(in) : Metadata.EMPTY;
        MessageFrame.requireTotal(MessageFrame.readTotal(in, Flags.has(flags, RequestFrame.MORE)), LIMIT);

        ByteBuf again = Unpooled.buffer();
        RequestFrame.writeHead(again, flags, method, name, nanos, metadata);
        assertEquals(RequestFrame.headSize(flags, method, name, nanos, metadata), again.readableBytes());
        assertEquals(flags, RequestFrame.readFlags(again));
        assertEquals(method, RequestFrame.readMethod(again));
        if (Flags.has(flags, RequestFrame.NAME)) {
            assertEquals(name, RequestFrame.readName(again));
        }
        if (Flags.has(flags, RequestFrame.TIMEOUT)) {
            assertEquals(nanos, RequestFrame.readTimeoutNanos(again));
        }
    }

    private static void reply(ByteBuf in) {
        int flags = ReplyFrame.readFlags(in);
        if (Flags.has(flags, ReplyFrame.HEADERS)) {
            metadata(in);
        }
        if (Flags.has(flags, ReplyFrame.STATUS)) {
            status(in);
        }
        if (Flags.has(flags, ReplyFrame.TRAILERS)) {
            metadata(in);
        }
        MessageFrame.readTotal(in, Flags.has(flags, ReplyFrame.MORE));
    }

    private static Metadata metadata(ByteBuf in) {
        ByteBuf skipped = in.duplicate();
        ByteBuf repeated = in.duplicate();
        Metadata metadata = new RepeatedMetadata().read(in, LIMIT);
        MetadataBlock.skip(skipped);
        assertEquals(skipped.readerIndex(), in.readerIndex(), "where a block ends");
        assertTrue(metadata.measuredBytes() <= LIMIT);
        ByteBuf again = Unpooled.buffer();
        MetadataBlock.write(again, metadata);
        assertEquals(MetadataBlock.size(metadata), again.readableBytes());
        assertEquals(metadata, new RepeatedMetadata().read(again, LIMIT));
        assertEquals(metadata, OF_ALL.read(repeated, LIMIT), "whatever was read before");
        return metadata;
    }

    private static void status(ByteBuf in) {
        Status status = StatusBlock.read(in, LIMIT);
        ByteBuf again = Unpooled.buffer();
        StatusBlock.write(again, status);
        assertEquals(status, StatusBlock.read(again, LIMIT));
        StatusBlock.write(again, StatusBlock.cut(status, 20));
        assertEquals(status.code(), StatusBlock.read(again, LIMIT).code());
    }

    @Override
    public List<byte[]> examples() {
        Metadata metadata = Metadata.of(Metadata.Key.text("name"), "value")
                .and(Metadata.of(Metadata.Key.binary("name-bin"), new byte[] {1, 2, 3}));
        Status rich = StatusCode.ABORTED.withMessage("\u00e4pfel").withDetail(StatusDetail.of("u", new byte[9]));
        ByteBuf hello = Unpooled.buffer();
        HelloFrame.write(hello, new Hello(65_536, 100, 10, 1, 1, 1_000, List.of("gzip", "x"), 0, 9));
        ByteBuf request = Unpooled.buffer();
        int flags = RequestFrame.flags(MethodKind.BIDI_STREAMING, true, true, metadata);
        RequestFrame.writeHead(
                request, flags | RequestFrame.MESSAGE | RequestFrame.MORE, 1, "a.B/C", 123_456_789, metadata);
        Varint.write(request, 5_000);
        ByteBuf reply = Unpooled.buffer();
        ReplyFrame.writeHead(reply, ReplyFrame.flags(metadata, true, rich, metadata), metadata, rich, metadata);
        ByteBuf message = Unpooled.buffer();
        MessageFrame.writeHead(message, MessageFrame.MORE, 70_000);
        ByteBuf reset = Unpooled.buffer().writeByte(1);
        StatusBlock.write(reset, rich);
        ByteBuf goAway = Unpooled.buffer().writeInt(7);
        StatusBlock.write(goAway, rich);
        ByteBuf varint = Unpooled.buffer();
        Varint.write(varint, Long.MAX_VALUE);
        return List.of(
                body(FrameType.HELLO.number(), hello.skipBytes(FrameHeader.BYTES)),
                body(FrameType.REQUEST.number(), request),
                body(FrameType.REPLY.number(), reply),
                body(FrameType.MESSAGE.number(), message),
                body(FrameType.RESET.number(), reset),
                body(FrameType.CREDIT.number(), Unpooled.buffer().writeByte(77)),
                body(FrameType.PING.number(), Unpooled.buffer().writeLong(1)),
                body(FrameType.GOAWAY.number(), goAway),
                body(TYPES, varint));
    }

    private static byte[] body(int type, ByteBuf body) {
        return ByteBufUtil.getBytes(Unpooled.buffer().writeByte(type).writeBytes(body));
    }
}
