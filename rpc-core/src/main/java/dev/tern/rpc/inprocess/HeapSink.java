package dev.tern.rpc.inprocess;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.StatusCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Gives a marshaller a heap buffer to write one message into, and holds it to its word about the size. */
final class HeapSink implements MessageSink {
    private final int maxMessageBytes;

    /** Null until asked for; used by the encoding thread alone. */
    private @Nullable ByteBuffer buffer;

    private HeapSink(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * A message as bytes, ready to read.
     *
     * @throws dev.tern.rpc.RpcException RESOURCE_EXHAUSTED if it is longer than allowed
     * @throws IllegalStateException if the marshaller asked for no buffer or two, or did not fill it
     * @throws RuntimeException what the marshaller threw
     */
    static <T> ByteBuffer encode(T message, Marshaller<T> marshaller, int maxMessageBytes) {
        HeapSink sink = new HeapSink(maxMessageBytes);
        marshaller.write(message, sink);
        ByteBuffer written = sink.buffer;
        if (written == null) {
            throw new IllegalStateException(marshaller + " wrote no message: it never called allocate");
        }
        if (written.hasRemaining()) {
            throw new IllegalStateException(marshaller + " asked for " + written.capacity() + " bytes and left "
                    + written.remaining() + " unwritten");
        }
        return written.flip().order(ByteOrder.BIG_ENDIAN);
    }

    @Override
    public ByteBuffer allocate(int bytes) {
        if (buffer != null) {
            throw new IllegalStateException("a marshaller asks for one buffer per message, this one asked twice");
        }
        if (bytes > maxMessageBytes) {
            throw StatusCode.RESOURCE_EXHAUSTED
                    .withMessage("message of " + bytes + " bytes exceeds maxMessageBytes " + maxMessageBytes)
                    .asException();
        }
        buffer = ByteBuffer.allocate(bytes);
        return buffer;
    }
}
