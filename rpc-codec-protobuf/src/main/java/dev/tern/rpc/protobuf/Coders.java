package dev.tern.rpc.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Protobuf's two coders for short messages, which protobuf only makes anew for each message, about 160 bytes each time, unless
 * they are over streams. So they are: over streams that lead to whatever buffer is at hand. Used by one thread at a time;
 * one that has failed is not used again, for nobody knows what it still holds.
 */
final class Coders {
    /** The longest message: as long as copying it costs less than what is saved, and as the buffers of two streams may be. */
    static final int MAX_BYTES = 2_048;

    /** Enough for a few dozen threads to find one of their own mostly; a power of two. */
    private static final int KEPT = 32;

    /** References between two that are used, so that threads don't share a line of the cache. */
    private static final int STRIDE = 16;

    private static final AtomicReferenceArray<@Nullable Coders> IDLE = new AtomicReferenceArray<>(KEPT * STRIDE);

    /** In place of the buffer of the last message, which must not be kept from being freed. */
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final Target target = new Target();
    private final Source source = new Source();
    private final CodedOutputStream output = CodedOutputStream.newInstance(target, MAX_BYTES);
    private final CodedInputStream input = CodedInputStream.newInstance(source, MAX_BYTES);

    private Coders() {}

    /** Coders that nobody uses. Not by a variable of the thread: virtual threads are many, and live for one call. */
    static Coders take() {
        Coders idle = IDLE.getAndSet(place(), null);
        return idle == null ? new Coders() : idle;
    }

    /** Gives coders back that have not failed. */
    void giveBack() {
        IDLE.setRelease(place(), this);
    }

    private static int place() {
        return ((int) Thread.currentThread().getId() & (KEPT - 1)) * STRIDE;
    }

    /** Fills the buffer. */
    void write(MessageLite message, ByteBuffer bytes) throws IOException {
        target.bytes = bytes;
        message.writeTo(output);
        output.flush();
        target.bytes = NONE;
    }

    /** Reads all of the buffer. */
    <T> T read(ByteBuffer bytes, Parser<T> parser, ExtensionRegistryLite extensions)
            throws InvalidProtocolBufferException {
        source.bytes = bytes;
        input.resetSizeCounter();
        T message = parser.parseFrom(input, extensions);
        input.checkLastTagWas(0);
        source.bytes = NONE;
        return message;
    }

    private static final class Target extends OutputStream {
        private ByteBuffer bytes = NONE;

        @Override
        public void write(int value) {
            bytes.put((byte) value);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.put(from, offset, length);
        }
    }

    private static final class Source extends InputStream {
        private ByteBuffer bytes = NONE;

        @Override
        public int read() {
            return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            int count = Math.min(length, bytes.remaining());
            if (count == 0) {
                return -1;
            }
            bytes.get(to, offset, count);
            return count;
        }
    }
}
