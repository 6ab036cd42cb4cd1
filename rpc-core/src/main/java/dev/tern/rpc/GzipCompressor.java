package dev.tern.rpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Gzip, RFC 1952. */
final class GzipCompressor implements Compressor {
    /** What is inflated at a time; the limit is checked after each. */
    private static final int STEP_BYTES = 8 * 1024;

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public ByteBuffer compress(ByteBuffer message) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(Math.max(64, message.remaining() / 4));
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytesOf(message));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return ByteBuffer.wrap(compressed.toByteArray());
    }

    @Override
    public ByteBuffer decompress(ByteBuffer compressed, int maxBytes) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] step = new byte[STEP_BYTES];
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytesOf(compressed)), STEP_BYTES)) {
            for (int count = gzip.read(step); count >= 0; count = gzip.read(step)) {
                if (count > maxBytes - message.size()) {
                    throw new RpcException(StatusCode.RESOURCE_EXHAUSTED.withMessage(
                            "message exceeds maxMessageBytes " + maxBytes + " once decompressed"));
                }
                message.write(step, 0, count);
            }
        } catch (IOException invalid) {
            throw new UncheckedIOException("not valid gzip: " + invalid.getMessage(), invalid);
        }
        return ByteBuffer.wrap(message.toByteArray());
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
