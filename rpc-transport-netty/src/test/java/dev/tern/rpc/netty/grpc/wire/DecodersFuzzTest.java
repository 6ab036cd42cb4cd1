package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random values, and good ones with random changes, never give anything but a value or the exception that is documented,
 * and never take memory out of proportion to the bytes there are. Seeded: a failure names its round.
 */
class DecodersFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final int LIMIT = 8_192;

    /** What a value of 300 bytes may make a decoder allocate: text and objects for each byte, and no more. */
    private static final long MAX_BYTES_PER_ROUND = 100_000;

    private static final byte[] DETAILS = StatusProto.encode(
            StatusCode.ABORTED.withMessage("x").withDetail(StatusDetail.of("type", new byte[] {1, 2, 3})));

    /** Every decoder, with a good value to start from, and the one exception it may throw. */
    enum Decoder {
        TIMEOUT("99999999H", IllegalArgumentException.class, in -> {
            long nanos = Timeout.parseNanos(in);
            assertTrue(nanos >= 0 && nanos < Timeout.NONE);
        }),
        CONTENT_TYPE("application/grpc+proto;x", null, ContentType::encodingOf),
        PERCENT_TEXT("a%C3%A4%F0%9F%8D%8E", null, PercentText::decode),
        BINARY_VALUE("AAECAwQFBg==", IllegalArgumentException.class, BinaryValue::decode),
        ACCEPT_ENCODING("identity, gzip", null, in -> AcceptEncoding.contains(in, "gzip")),
        HTTP_STATUS("200", null, in -> {
            HttpStatus.isInformational(in);
            HttpStatus.statusOf(in, in);
        }),
        METADATA_TEXT("value, with a comma", WireException.class, in -> readMetadata("a", in)),
        METADATA_BYTES("AAEC,AwQF,,Bg==", WireException.class, in -> readMetadata("a-bin", in)),
        METADATA_NAME("grpc-encoding", null, in -> readMetadata(in, "x")),
        STATUS_NUMBER("13", null, in -> readStatus(in, "m", "")),
        STATUS_MESSAGE("100%25", null, in -> readStatus("13", in, "")),
        STATUS_DETAILS(BinaryValue.encode(DETAILS).toString(), null, in -> readStatus("13", "m", in)),
        STATUS_PROTO(
                new AsciiString(DETAILS), IllegalArgumentException.class, in -> StatusProto.details(in.array(), LIMIT)),
        MESSAGE_PREFIX(new AsciiString(new byte[] {1, 0, 0, 1, 0}), WireException.class, in -> {
            if (in.length() >= MessagePrefix.BYTES) {
                MessagePrefix.isCompressed(in.byteAt(0));
                assertTrue(MessagePrefix.requireLength(
                                Unpooled.wrappedBuffer(in.array()).getUnsignedInt(1), LIMIT)
                        <= LIMIT);
            }
        });

        final byte[] example;
        final Class<? extends RuntimeException> mayThrow;
        final Consumer<AsciiString> read;

        Decoder(CharSequence example, Class<? extends RuntimeException> mayThrow, Consumer<AsciiString> read) {
            this.example = AsciiString.of(example).toByteArray();
            this.mayThrow = mayThrow;
            this.read = read;
        }
    }

    @ParameterizedTest
    @EnumSource(Decoder.class)
    void randomValuesGiveAValueOrTheDocumentedException(Decoder decoder) {
        Random random = new Random(20_261_124);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < ROUNDS; round++) {
            byte[] value = round % 2 == 0 ? randomValue(random) : changedExample(decoder, random);
            try {
                decoder.read.accept(new AsciiString(value, false));
            } catch (RuntimeException thrown) {
                if (decoder.mayThrow == null || !decoder.mayThrow.isInstance(thrown)) {
                    fail("round " + round + " gave " + thrown + " for " + Arrays.toString(value), thrown);
                }
            }
        }
        long perRound = (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS;
        assertTrue(perRound < MAX_BYTES_PER_ROUND, perRound + " bytes allocated a round");
    }

    private static byte[] randomValue(Random random) {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] changedExample(Decoder decoder, Random random) {
        byte[] value = decoder.example.clone();
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            value[random.nextInt(value.length)] = (byte) random.nextInt(256);
        }
        return random.nextBoolean() ? value : Arrays.copyOf(value, random.nextInt(value.length + 1));
    }

    private static void readMetadata(CharSequence name, CharSequence value) {
        Http2Headers block = new DefaultHttp2Headers(false).add(name, value);
        Metadata read = new RepeatedMetadata().read(block, LIMIT);
        assertTrue(read.measuredBytes() <= LIMIT);
        // What was read can be written again, as an application that echoes it does.
        Http2Headers again = new DefaultHttp2Headers();
        MetadataFields.write(read, again);
        assertTrue(new RepeatedMetadata().read(again, LIMIT).equals(read));
    }

    private static void readStatus(CharSequence number, CharSequence message, CharSequence details) {
        Http2Headers block = new DefaultHttp2Headers(false)
                .add(HeaderNames.GRPC_STATUS, number)
                .add(HeaderNames.GRPC_MESSAGE, message)
                .add(HeaderNames.GRPC_STATUS_DETAILS_BIN, details);
        StatusFields.write(StatusFields.read(block, LIMIT), new DefaultHttp2Headers(), LIMIT);
    }
}
