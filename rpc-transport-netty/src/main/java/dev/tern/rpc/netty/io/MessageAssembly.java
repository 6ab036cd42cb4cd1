package dev.tern.rpc.netty.io;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * A message that comes in several frames, while it is put together: in an array, which is the message's own in the end and can
 * be given to its marshaller. In direct memory it would be copied to such an array after that, and long buffers that come and
 * go have Netty's pool make its chunks anew. Event loop only.
 */
public final class MessageAssembly {
    private final int length;
    private byte[] bytes;
    private int filled;

    /**
     * A message of which nothing has come.
     *
     * @param length how many bytes it is going to have
     * @param capacity for how many of them there is to be room from the beginning; it grows as more come
     */
    public MessageAssembly(int length, int capacity) {
        this.length = length;
        this.bytes = new byte[capacity];
    }

    /** How many bytes the message is going to have. */
    public int length() {
        return length;
    }

    /** How many of them have come. */
    public int filled() {
        return filled;
    }

    /** Makes room for all of the message. */
    public void makeRoomForAll() {
        grow(length);
    }

    /** Takes the next bytes out of a buffer; there must not be more of them than the message lacks. */
    public void add(ByteBuf in, int count) {
        int then = filled + count;
        if (then > bytes.length) {
            grow((int) Math.min(length, Math.max(then, 2L * bytes.length)));
        }
        in.readBytes(bytes, filled, count);
        filled = then;
    }

    private void grow(int capacity) {
        if (bytes.length < capacity) {
            bytes = Arrays.copyOf(bytes, capacity);
        }
    }

    /** Whether all has come. */
    public boolean isWhole() {
        return filled == length;
    }

    /** The message, once all of it has come; it is the caller's. */
    byte[] whole() {
        return bytes;
    }
}
