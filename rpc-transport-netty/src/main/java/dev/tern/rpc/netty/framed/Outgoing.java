package dev.tern.rpc.netty.framed;

import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.io.QueuedWrite;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One part of what a stream sends, while it waits its turn. What is sent at once never becomes one of these. */
final class Outgoing extends QueuedWrite {
    /** What a stream sends, in this order. */
    enum Part {
        /** The client's head, and for kinds with a single request the message. */
        OPEN,
        /** The server's headers. */
        HEADERS,
        /** A message that is not the server's last. */
        MESSAGE,
        /** The end alone; on the server, status and trailers, and the last message if there is one. */
        END
    }

    final LiveStream stream;
    final Part part;

    /** Whether this side ends with it. */
    final boolean end;

    /** The encoded message; what was sent of it is read. Null if the part has none, or it is given away. Event loop. */
    @Nullable
    ByteBuf payload;

    /** The message's length. */
    final int total;

    /** What it counts for among what waits: its cost, or nothing without a message. */
    final int queued;

    /** Where in the peer's list the message's compressor is; {@code MessageFrame.PLAIN} for none. */
    final byte compressor;

    /** Whether its cost was taken from the credit. Event loop. */
    boolean paid;

    /** Whether its first frame was sent. Event loop. */
    boolean begun;

    /** The stream's next part. Event loop. */
    @Nullable
    Outgoing after;

    Outgoing(LiveStream stream, Part part, @Nullable ByteBuf payload, int compressor, boolean end) {
        this.stream = stream;
        this.part = part;
        this.payload = payload;
        this.total = payload == null ? 0 : payload.readableBytes();
        this.queued = payload == null ? 0 : Hello.cost(total);
        this.compressor = (byte) compressor;
        this.end = end;
    }

    @Override
    protected void run() {
        stream.accept(this);
    }

    /** Frees the message. Event loop. */
    void release() {
        if (payload != null) {
            payload.release();
            payload = null;
        }
    }
}
