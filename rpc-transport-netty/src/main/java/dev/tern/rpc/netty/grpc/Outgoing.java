package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.io.QueuedWrite;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/** One part of what a stream sends, on its way from who sends to the socket. */
final class Outgoing extends QueuedWrite implements ChannelFutureListener {
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

    /** The message with its prefix. Null if the part has none, or it is given away. Event loop. */
    @Nullable
    ByteBuf payload;

    /** The length of that. */
    final int total;

    /** The stream's next part, while they wait for the stream to be opened. Event loop. */
    @Nullable
    Outgoing after;

    Outgoing(LiveStream stream, Part part, @Nullable ByteBuf payload, boolean end) {
        this.stream = stream;
        this.part = part;
        this.payload = payload;
        this.total = payload == null ? 0 : payload.readableBytes();
        this.end = end;
    }

    @Override
    protected void run() {
        stream.accept(this);
    }

    /** Gives the message away. Event loop. */
    ByteBuf take() {
        ByteBuf taken = payload;
        payload = null;
        if (taken == null) {
            throw new IllegalStateException("a part without a message");
        }
        return taken;
    }

    /** Frees the message. Event loop. */
    void release() {
        if (payload != null) {
            payload.release();
            payload = null;
        }
    }

    /** The last of its frames is in the batch, or never will be. */
    @Override
    public void operationComplete(ChannelFuture written) {
        stream.written(this, written.cause());
    }
}
