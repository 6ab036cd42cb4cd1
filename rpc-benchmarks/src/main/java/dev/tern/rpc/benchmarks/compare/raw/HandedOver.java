package dev.tern.rpc.benchmarks.compare.raw;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import org.jspecify.annotations.Nullable;

/** The one-way calls of one write: told together once the socket has it. */
final class HandedOver implements ChannelFutureListener {
    private final @Nullable Completion[] calls;
    private final int bytes;
    private int count;

    HandedOver(int maxCalls, int bytes) {
        this.calls = new @Nullable Completion[maxCalls];
        this.bytes = bytes;
    }

    void add(Completion done) {
        calls[count++] = done;
    }

    @Override
    public void operationComplete(ChannelFuture written) {
        Throwable failure = written.cause();
        for (Completion done : calls) {
            if (done == null) {
                return;
            }
            if (failure == null) {
                done.succeeded(bytes);
            } else {
                done.failed(failure);
            }
        }
    }
}
