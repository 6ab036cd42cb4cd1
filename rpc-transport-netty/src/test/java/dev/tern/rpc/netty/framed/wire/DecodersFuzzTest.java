package dev.tern.rpc.netty.framed.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random bytes, and good bodies with random changes, never give anything but a value or a {@link WireException}, and
 * never take memory out of proportion to the bytes there are. Seeded: a failure names its round.
 */
class DecodersFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final int LIMIT = 8_192;

    /** What a body of 300 bytes may make a decoder allocate: text and objects for each byte, and no more. */
    private static final long MAX_BYTES_PER_ROUND = 100_000;

    /** Every decoder, with good bodies to start from. */
    enum Decoder {
        HELLO(DecodersFuzzTest::hello, HelloFrame::read),
        REQUEST(DecodersFuzzTest::request, in -> {
            int flags = RequestFrame.readFlags(in);
            RequestFrame.kind(flags);
            RequestFrame.readMethod(in);
            if (Flags.has(flags, RequestFrame.NAME)) {
                RequestFrame.readName(in);
            }
            if (Flags.has(flags, RequestFrame.TIMEOUT)) {
                assertTrue(RequestFrame.readTimeoutNanos(in) >= 0);
            }
            if (Flags.has(flags, RequestFrame.METADATA)) {
                MetadataBlock.read(in, LIMIT);
            }
            MessageFrame.requireTotal(MessageFrame.readTotal(in, Flags.has(flags, RequestFrame.MORE)), LIMIT);
        }),
        REPLY(DecodersFuzzTest::reply, in -> {
            int flags = ReplyFrame.readFlags(in);
            if (Flags.has(flags, ReplyFrame.HEADERS)) {
                MetadataBlock.skip(in);
            }
            if (Flags.has(flags, ReplyFrame.STATUS)) {
                StatusBlock.read(in, LIMIT);
            }
            if (Flags.has(flags, ReplyFrame.TRAILERS)) {
                MetadataBlock.read(in, LIMIT);
            }
            MessageFrame.readTotal(in, Flags.has(flags, ReplyFrame.MORE));
        }),
        MESSAGE(out -> MessageFrame.writeHead(out, MessageFrame.MORE, 70_000), in -> {
            int flags = MessageFrame.readFlags(in);
            MessageFrame.readTotal(in, MessageFrame.hasTotal(flags));
        }),
        RESET(out -> StatusBlock.write(out.writeByte(1), StatusCode.ABORTED.withMessage("x")), in -> {
            ResetFrame.readFlags(in);
            StatusBlock.read(in, LIMIT);
        }),
        CREDIT(out -> Varint.write(out, 77_777), CreditFrame::read),
        PING(out -> out.writeLong(1), PingFrame::read),
        GOAWAY(out -> StatusBlock.write(out.writeInt(1), StatusCode.ABORTED.withMessage("x")), in -> {
            GoAwayFrame.readLastAccepted(in);
            StatusBlock.read(in, LIMIT);
        }),
        PREFACE(Preface::write, Preface::matches);

        final Consumer<ByteBuf> example;
        final Consumer<ByteBuf> read;

        Decoder(Consumer<ByteBuf> example, Consumer<ByteBuf> read) {
            this.example = example;
            this.read = read;
        }
    }

    @ParameterizedTest
    @EnumSource(Decoder.class)
    void randomBytesGiveAValueOrAWireException(Decoder decoder) {
        Random random = new Random(20_261_123);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            ByteBuf body = round % 2 == 0 ? randomBody(random) : changedExample(decoder, random);
            try {
                decoder.read.accept(body);
            } catch (WireException expected) {
                assertTrue(expected.status().code() != StatusCode.OK);
            } catch (RuntimeException other) {
                byte[] bytes = Arrays.copyOf(body.array(), body.writerIndex());
                fail("round " + round + " gave " + other + " for " + Arrays.toString(bytes), other);
            }
        }
        long perRound = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
        assertTrue(perRound < MAX_BYTES_PER_ROUND, perRound + " bytes allocated a round");
    }

    private static ByteBuf randomBody(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return Unpooled.wrappedBuffer(bytes);
    }

    private static ByteBuf changedExample(Decoder decoder, Random random) {
        ByteBuf body = Unpooled.buffer();
        decoder.example.accept(body);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            body.setByte(random.nextInt(body.writerIndex()), random.nextInt(256));
        }
        return body.writerIndex(random.nextInt(body.writerIndex() + 1));
    }

    private static void hello(ByteBuf out) {
        HelloFrame.write(out, new Hello(65_536, 100, 10, 1, 1, 1_000, List.of("gzip"), 0, 9));
        out.skipBytes(FrameHeader.BYTES).discardReadBytes();
    }

    private static void request(ByteBuf out) {
        Metadata metadata = metadata();
        int flags = RequestFrame.flags(MethodKind.BIDI_STREAMING, true, true, metadata);
        RequestFrame.writeHead(
                out, flags | RequestFrame.MESSAGE | RequestFrame.MORE, 1, "a.B/C", 123_456_789, metadata);
        Varint.write(out, 100_000);
        out.writeZero(20);
    }

    private static void reply(ByteBuf out) {
        var status = StatusCode.ABORTED.withMessage("x").withDetail(StatusDetail.of("u", new byte[9]));
        ReplyFrame.writeHead(
                out, ReplyFrame.flags(metadata(), true, status, metadata()), metadata(), status, metadata());
    }

    private static Metadata metadata() {
        return Metadata.of(Metadata.Key.text("name"), "value")
                .and(Metadata.of(Metadata.Key.binary("name-bin"), new byte[] {1, 2, 3}));
    }
}
