package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.io.QueuedWrite;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One part of what a stream sends, on its way from who sends to the event loop, or while it waits there for the stream to be
 * opened.
 */
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

    final Part part;

    /** Whether this side ends with it. */
    final boolean end;

    /** The message with its prefix; null if the part has none. Its owner is who has the part. */
    final @Nullable ByteBuf payload;

    /** The stream's next part, while they wait for the stream to be opened. Event loop. */
    @Nullable
    Outgoing after;

    private final LiveStream stream;

    Outgoing(LiveStream stream, Part part, @Nullable ByteBuf payload, boolean end) {
        this.stream = stream;
        this.part = part;
        this.payload = payload;
        this.end = end;
    }

    @Override
    protected void run() {
        stream.accept(part, payload, end);
    }
}
