package dev.tern.rpc.benchmarks.compare.raw;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.util.function.Consumer;

/** Calls from the event loop; whoever is elsewhere is taken there. */
final class RawClient implements PeerClient {
    private final ChannelHandlerContext context;
    private final ClientHandler handler;
    private final Loop loop;

    RawClient(ChannelHandlerContext context, ClientHandler handler, Loop loop) {
        this.context = context;
        this.handler = handler;
        this.loop = loop;
    }

    @Override
    public void call(Completion done) throws IOException {
        if (context.executor().inEventLoop()) {
            handler.call(context, done);
        } else {
            onLoop(() -> handler.call(context, done), done::failed);
        }
    }

    @Override
    public void oneWay(Completion done) throws IOException {
        if (context.executor().inEventLoop()) {
            handler.oneWay(context, done);
        } else {
            onLoop(() -> handler.oneWay(context, done), done::failed);
        }
    }

    @Override
    public void stream(int messages, StreamEvents events) throws IOException {
        if (context.executor().inEventLoop()) {
            handler.stream(context, messages, events);
        } else {
            onLoop(() -> handler.stream(context, messages, events), events::failed);
        }
    }

    private void onLoop(Start start, Consumer<Throwable> failed) {
        context.executor().execute(() -> {
            try {
                start.run();
            } catch (IOException failure) {
                failed.accept(failure);
            }
        });
    }

    @Override
    public void close() {
        loop.close();
    }

    /** Starts a call. */
    @FunctionalInterface
    private interface Start {
        void run() throws IOException;
    }
}
