package dev.tern.rpc.benchmarks.compare.raw;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.proto.Order;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** Answers what comes on one connection. */
@SuppressWarnings("FutureReturnValueIgnored") // writes that nobody waits for fail with their connection
final class ServerHandler extends FrameHandler {
    /** Frames of a stream in one write. */
    private static final int BATCH_BYTES = 24 * 1_024;

    private final AtomicLong notes;
    private Payload message = Payload.getDefaultInstance();
    private int messagesLeft;
    private int stream;

    /**
     * Makes one.
     *
     * @param notes counts one-way calls, and is written on the one event loop there is
     */
    ServerHandler(AtomicLong notes) {
        this.notes = notes;
    }

    @Override
    void frame(ChannelHandlerContext context, FrameKind kind, int call, ByteBuf in, int length) throws IOException {
        switch (kind) {
            case ECHO -> write(FrameKind.ECHO, call, Messages.payload(in, length));
            case NOTE -> {
                if (Messages.payload(in, length).getData().isEmpty()) {
                    throw new IOException("a note with nothing in it");
                }
                notes.lazySet(notes.getPlain() + 1);
            }
            case POUR -> {
                Order order = Messages.order(in, length);
                message = Payload.newBuilder()
                        .setData(ByteString.copyFrom(new byte[order.getBytes()]))
                        .build();
                messagesLeft = order.getMessages();
                stream = call;
                pour(context);
            }
            case MESSAGE, END -> throw new IOException("a client sends " + kind);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws IOException {
        pour(context);
    }

    /** Sends of the stream as much as the socket takes. */
    private void pour(ChannelHandlerContext context) throws IOException {
        while (messagesLeft > 0 && context.channel().isWritable()) {
            while (messagesLeft > 0 && pendingBytes() < BATCH_BYTES) {
                write(FrameKind.MESSAGE, stream, message);
                messagesLeft--;
            }
            if (messagesLeft == 0) {
                write(FrameKind.END, stream);
            }
            flush(context);
        }
    }
}
