package dev.tern.rpc.benchmarks.peers.rsocket;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.rsocket.RSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * One-way calls, told of when the socket has taken what was written before. RSocket's own fire-and-forget completes when the frame
 * is in a queue without bound, which tells nothing and holds nobody back; so an empty buffer follows the frames of one turn of the
 * event loop, and when that is written they are. (While the socket takes nothing some frames may stay behind the buffer, never more
 * than there are calls at a time.)
 */
final class OneWayCalls {
    private final RSocket socket;
    private final Channel channel;
    private final EventLoop loop;
    private final Coding coding;
    private final int bytes;

    /** Those no empty buffer follows yet. Owned by the event loop. */
    private List<Completion> sent = new ArrayList<>();

    OneWayCalls(RSocket socket, Channel channel, Coding coding, int bytes) {
        this.socket = socket;
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.coding = coding;
        this.bytes = bytes;
    }

    void send(Completion done) {
        if (loop.inEventLoop()) {
            sendHere(done);
        } else {
            loop.execute(() -> sendHere(done));
        }
    }

    private void sendHere(Completion done) {
        socket.fireAndForget(coding.message()).subscribe(null, done::failed, () -> follow(done));
    }

    private void follow(Completion done) {
        sent.add(done);
        if (sent.size() == 1) {
            loop.execute(this::mark);
        }
    }

    private void mark() {
        List<Completion> before = sent;
        sent = new ArrayList<>(before.size());
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            for (Completion done : before) {
                if (written.isSuccess()) {
                    done.succeeded(bytes);
                } else {
                    done.failed(written.cause());
                }
            }
        });
    }
}
