package dev.tern.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GzipCompressorTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 8 * 1024, 8 * 1024 + 1, 300_000})
    void messageComesOutAsItWentIn(int bytes) {
        byte[] message = new byte[bytes];
        new Random(bytes).nextBytes(message);
        ByteBuffer compressed = Compressor.GZIP.compress(ByteBuffer.wrap(message));
        assertArrayEquals(message, inflated(compressed, bytes));
    }

    @Test
    void onlyTheRemainingBytesOfADirectBufferAreTaken() {
        ByteBuffer direct =
                ByteBuffer.allocateDirect(16).put(ascii("..hello..")).flip();
        direct.position(2).limit(7);
        ByteBuffer compressed = Compressor.GZIP.compress(direct);
        assertFalse(direct.hasRemaining());
        ByteBuffer framed = ByteBuffer.allocateDirect(compressed.remaining() + 2);
        framed.put((byte) 0).put(compressed).put((byte) 0).flip();
        framed.position(1).limit(framed.limit() - 1);
        assertArrayEquals(ascii("hello"), inflated(framed, 100));
    }

    @Test
    void repetitionGetsShorter() {
        assertTrue(Compressor.GZIP.compress(ByteBuffer.allocate(MEBIBYTE)).remaining() < 2_000);
    }

    @Test
    void messageOfExactlyTheLimitPassesAndOneByteMoreIsRefusedNamingIt() {
        ByteBuffer compressed = Compressor.GZIP.compress(ByteBuffer.allocate(20_000));
        assertEquals(
                20_000,
                Compressor.GZIP.decompress(compressed.duplicate(), 20_000).remaining());
        RpcException refused =
                assertThrows(RpcException.class, () -> Compressor.GZIP.decompress(compressed.duplicate(), 19_999));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertTrue(refused.getMessage().contains("19999"), refused::getMessage);
    }

    @Test
    void limitOfNothingLetsTheEmptyMessagePass() {
        assertEquals(0, Compressor.GZIP.decompress(gzip(0), 0).remaining());
    }

    @Test
    void smallInputThatInflatesToHundredsOfMebibytesIsGivenUpAtTheLimit() {
        ByteBuffer bomb = gzip(300);
        assertTrue(bomb.remaining() < MEBIBYTE);
        long before = allocatedBytes();
        RpcException refused = assertThrows(RpcException.class, () -> Compressor.GZIP.decompress(bomb, MEBIBYTE));
        long taken = allocatedBytes() - before;
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        // The input once, and what a buffer that doubles takes on its way to the limit.
        assertTrue(taken < 8 * MEBIBYTE, () -> taken + " bytes taken");
    }

    @Test
    void everyTruncationIsInvalid() {
        byte[] whole = bytesOf(Compressor.GZIP.compress(ByteBuffer.wrap(ascii("hello hello hello hello"))));
        for (int length = 0; length < whole.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
            assertThrows(UncheckedIOException.class, () -> Compressor.GZIP.decompress(cut, 100));
        }
    }

    @Test
    void changedContentOrChecksumIsInvalid() {
        byte[] whole = bytesOf(Compressor.GZIP.compress(ByteBuffer.wrap(ascii("hello"))));
        // Before these, the header's time and flags may change without harm.
        for (int at = 10; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) 0x55;
            assertThrows(UncheckedIOException.class, () -> Compressor.GZIP.decompress(ByteBuffer.wrap(changed), 100));
        }
    }

    @Test
    void whatIsNoGzipIsInvalid() {
        byte[] zeros = new byte[100];
        Arrays.fill(zeros, (byte) 'x');
        assertThrows(UncheckedIOException.class, () -> Compressor.GZIP.decompress(ByteBuffer.wrap(zeros), 100));
    }

    /** So many MiB of zeros, made without ever holding them. */
    private static ByteBuffer gzip(int mebibytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            byte[] zeros = new byte[MEBIBYTE];
            for (int i = 0; i < mebibytes; i++) {
                gzip.write(zeros);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ByteBuffer.wrap(compressed.toByteArray());
    }

    private static long allocatedBytes() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private static byte[] inflated(ByteBuffer compressed, int maxBytes) {
        return bytesOf(Compressor.GZIP.decompress(compressed, maxBytes));
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
