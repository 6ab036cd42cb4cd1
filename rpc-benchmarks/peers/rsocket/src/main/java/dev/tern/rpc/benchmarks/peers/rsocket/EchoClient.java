package dev.tern.rpc.benchmarks.peers.rsocket;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import dev.tern.rpc.benchmarks.peers.proto.Order;
import io.netty.channel.Channel;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * Calls by subscribers. RSocket has no deadlines; they are Reactor's, kept by the event loop, which costs less than its own timers,
 * or unary calls have none.
 */
final class EchoClient implements PeerClient {
    private static final Duration DEADLINE = Duration.ofSeconds(Peer.DEADLINE_SECONDS);

    private final RSocket socket;
    private final LoopResources loops;
    private final Scheduler timer;
    private final Coding coding;
    private final int bytes;
    private final boolean deadlines;
    private final OneWayCalls oneWayCalls;

    EchoClient(RSocket socket, Channel channel, LoopResources loops, Coding coding, int bytes, boolean deadlines) {
        this.socket = socket;
        this.loops = loops;
        this.timer = Schedulers.fromExecutorService(channel.eventLoop());
        this.coding = coding;
        this.bytes = bytes;
        this.deadlines = deadlines;
        this.oneWayCalls = new OneWayCalls(socket, channel, coding, bytes);
    }

    @Override
    public void call(Completion done) {
        Mono<Payload> reply = socket.requestResponse(coding.message());
        if (deadlines) {
            reply = reply.timeout(DEADLINE, timer);
        }
        reply.subscribe(new ReplyTo(done, coding));
    }

    @Override
    public void oneWay(Completion done) {
        oneWayCalls.send(done);
    }

    @Override
    public void stream(int messages, StreamEvents events) {
        Order order = Order.newBuilder().setMessages(messages).setBytes(bytes).build();
        socket.requestStream(ProtobufCoding.encode(order)).subscribe(new MessagesTo(events, coding, timer, DEADLINE));
    }

    @Override
    public void close() {
        socket.dispose();
        loops.dispose();
    }
}
