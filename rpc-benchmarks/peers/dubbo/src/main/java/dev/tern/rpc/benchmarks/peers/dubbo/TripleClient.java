package dev.tern.rpc.benchmarks.peers.dubbo;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import dev.tern.rpc.benchmarks.peers.proto.Order;
import dev.tern.rpc.benchmarks.peers.proto.Payload;
import org.apache.dubbo.common.stream.StreamObserver;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;

/** Calls by futures and observers, by Triple. Its streams have no deadlines. What {@link DubboClient} says of futures is so here. */
final class TripleClient implements PeerClient {
    private final DubboBootstrap dubbo;
    private final PayloadEcho service;
    private final Payload request;

    TripleClient(DubboBootstrap dubbo, PayloadEcho service, Payload request) {
        this.dubbo = dubbo;
        this.service = service;
        this.request = request;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for what comes after the completion is told
    public void call(Completion done) {
        service.echo(request).whenComplete((reply, failure) -> {
            if (failure == null) {
                done.succeeded(reply.getData().size());
            } else {
                done.failed(failure);
            }
        });
    }

    @Override
    public void stream(int messages, StreamEvents events) {
        Order order = Order.newBuilder()
                .setMessages(messages)
                .setBytes(request.getData().size())
                .build();
        service.pour(order, new MessagesTo(events));
    }

    @Override
    public void close() {
        dubbo.stop();
    }

    private record MessagesTo(StreamEvents events) implements StreamObserver<Payload> {
        @Override
        public void onNext(Payload message) {
            events.message(message.getData().size());
        }

        @Override
        public void onError(Throwable failure) {
            events.failed(failure);
        }

        @Override
        public void onCompleted() {
            events.ended();
        }
    }
}
