package dev.tern.rpc.benchmarks.peers.armeria;

import com.linecorp.armeria.client.ClientFactory;
import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import dev.tern.rpc.benchmarks.peers.proto.EchoGrpc;
import dev.tern.rpc.benchmarks.peers.proto.Order;
import dev.tern.rpc.benchmarks.peers.proto.Payload;
import io.grpc.stub.StreamObserver;

/** Calls by observers. */
final class EchoClient implements PeerClient {
    private final ClientFactory factory;
    private final EchoGrpc.EchoStub stub;
    private final Payload request;

    EchoClient(ClientFactory factory, EchoGrpc.EchoStub stub, Payload request) {
        this.factory = factory;
        this.stub = stub;
        this.request = request;
    }

    @Override
    public void call(Completion done) {
        stub.echo(request, new ReplyTo(done));
    }

    @Override
    public void stream(int messages, StreamEvents events) {
        Order order = Order.newBuilder()
                .setMessages(messages)
                .setBytes(request.getData().size())
                .build();
        stub.pour(order, new MessagesTo(events));
    }

    @Override
    public void close() {
        factory.close();
    }

    /** Confined to its call. */
    private static final class ReplyTo implements StreamObserver<Payload> {
        private final Completion done;
        private int bytes;

        ReplyTo(Completion done) {
            this.done = done;
        }

        @Override
        public void onNext(Payload reply) {
            bytes = reply.getData().size();
        }

        @Override
        public void onError(Throwable failure) {
            done.failed(failure);
        }

        @Override
        public void onCompleted() {
            done.succeeded(bytes);
        }
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
