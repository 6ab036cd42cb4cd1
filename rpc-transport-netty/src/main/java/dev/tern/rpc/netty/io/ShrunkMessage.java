package dev.tern.rpc.netty.io;

import dev.tern.rpc.Compressor;
import dev.tern.rpc.Marshaller;
import dev.tern.rpc.MessageSink;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to be sent compressed: marshalled into memory of its own and compressed, on the thread that sends. If
 * that makes it longer it stays as it was.
 */
public final class ShrunkMessage implements MessageSink {
    private final int maxBytes;
    private final String limit;

    /** What the marshaller writes to. */
    private @Nullable ByteBuffer plain;

    private ShrunkMessage(int maxBytes, String limit) {
        this.maxBytes = maxBytes;
        this.limit = limit;
    }

    /**
     * A message as it is to be sent.
     *
     * @param bytes what goes over the wire; the receiver's of this
     * @param isCompressed whether that is compressed
     */
    public record Outcome(ByteBuffer bytes, boolean isCompressed) {}

    /**
     * Marshals and compresses a message.
     *
     * @param maxBytes the most it may be before it is compressed
     * @param limit what a failure calls that
     * @throws RpcException RESOURCE_EXHAUSTED if it is longer
     */
    public static <T> Outcome of(
            T message, Marshaller<T> marshaller, Compressor compressor, int maxBytes, String limit) {
        ShrunkMessage shrunk = new ShrunkMessage(maxBytes, limit);
        marshaller.write(message, shrunk);
        ByteBuffer plain = shrunk.plain;
        if (plain == null) {
            throw new IllegalStateException(marshaller + " wrote nothing: it must ask for room once");
        }
        int bytes = plain.clear().remaining();
        ByteBuffer compressed = compressor.compress(plain);
        return compressed.remaining() > bytes ? new Outcome(plain.clear(), false) : new Outcome(compressed, true);
    }

    @Override
    public ByteBuffer allocate(int bytes) {
        if (plain != null) {
            throw new IllegalStateException("a marshaller must ask for room once");
        }
        if (bytes > maxBytes) {
            throw tooLong(bytes, limit, maxBytes);
        }
        plain = ByteBuffer.allocate(bytes);
        return plain;
    }

    /** Why a message is not sent that is over a limit. */
    public static RpcException tooLong(int bytes, String limit, int maxBytes) {
        return new RpcException(StatusCode.RESOURCE_EXHAUSTED.withMessage(
                "message of " + bytes + " bytes exceeds " + limit + " " + maxBytes));
    }
}
