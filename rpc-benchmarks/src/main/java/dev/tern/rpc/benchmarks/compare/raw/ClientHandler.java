package dev.tern.rpc.benchmarks.compare.raw;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import dev.tern.rpc.benchmarks.proto.Order;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes calls on one connection. All of it on the event loop. */
@SuppressWarnings("FutureReturnValueIgnored") // writes that nobody waits for fail with their connection
final class ClientHandler extends FrameHandler {
    private final Payload request;
    private final CallTable calls;
    private final int maxCalls;
    private @Nullable StreamEvents stream;
    private long streamDeadlineNanos;
    private @Nullable HandedOver handedOver;
    private boolean flushScheduled;
    private final FlushTask flushTask = new FlushTask();

    ClientHandler(Payload request, int maxCalls) {
        this.request = request;
        this.maxCalls = maxCalls;
        this.calls = new CallTable(maxCalls);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.executor().scheduleAtFixedRate(this::expire, 1, 1, TimeUnit.SECONDS);
        context.fireChannelActive();
    }

    void call(ChannelHandlerContext context, Completion done) throws IOException {
        write(FrameKind.ECHO, calls.add(done, System.nanoTime()), request);
        flushLater(context);
    }

    void oneWay(ChannelHandlerContext context, Completion done) throws IOException {
        write(FrameKind.NOTE, 0, request);
        if (handedOver == null) {
            handedOver = new HandedOver(maxCalls, request.getData().size());
        }
        handedOver.add(done);
        flushLater(context);
    }

    void stream(ChannelHandlerContext context, int messages, StreamEvents events) throws IOException {
        stream = events;
        streamDeadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(Peer.DEADLINE_SECONDS);
        Order order = Order.newBuilder()
                .setMessages(messages)
                .setBytes(request.getData().size())
                .build();
        write(FrameKind.POUR, 0, order);
        flushLater(context);
    }

    /** At the end of the read that goes on, or once all who are about to call have. */
    private void flushLater(ChannelHandlerContext context) {
        if (!isReading() && !flushScheduled) {
            flushScheduled = true;
            flushTask.context = context;
            context.executor().execute(flushTask);
        }
    }

    @Override
    @Nullable
    ChannelFuture flush(ChannelHandlerContext context) {
        HandedOver batch = handedOver;
        handedOver = null;
        ChannelFuture written = super.flush(context);
        if (batch != null && written != null) {
            written.addListener(batch);
        }
        return written;
    }

    @Override
    void frame(ChannelHandlerContext context, FrameKind kind, int call, ByteBuf in, int length) throws IOException {
        switch (kind) {
            case ECHO ->
                calls.remove(call)
                        .succeeded(Messages.payload(in, length).getData().size());
            case MESSAGE ->
                events().message(Messages.payload(in, length).getData().size());
            case END -> {
                StreamEvents ended = events();
                stream = null;
                ended.ended(); // which may start the next one
            }
            case NOTE, POUR -> throw new IOException("a server sends " + kind);
        }
    }

    private StreamEvents events() throws IOException {
        if (stream == null) {
            throw new IOException("there is no stream");
        }
        return stream;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
        super.exceptionCaught(context, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new IOException("the connection has ended"));
        context.fireChannelInactive();
    }

    private void fail(Throwable cause) {
        calls.failAll(cause);
        if (stream != null) {
            stream.failed(cause);
            stream = null;
        }
    }

    /** Deadlines: a look once a second is all they cost. */
    private void expire() {
        long now = System.nanoTime();
        calls.expire(now);
        if (stream != null && now - streamDeadlineNanos > 0) {
            stream.failed(CallTable.expired());
            stream = null;
        }
    }

    /** There is one, since there is one flush at a time that waits. */
    private final class FlushTask implements Runnable {
        private @Nullable ChannelHandlerContext context;

        @Override
        public void run() {
            flushScheduled = false;
            if (context != null) {
                flush(context);
            }
        }
    }
}
