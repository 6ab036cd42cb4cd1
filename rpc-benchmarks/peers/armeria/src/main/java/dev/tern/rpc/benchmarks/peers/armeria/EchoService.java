package dev.tern.rpc.benchmarks.peers.armeria;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.peers.proto.EchoGrpc;
import dev.tern.rpc.benchmarks.peers.proto.Order;
import dev.tern.rpc.benchmarks.peers.proto.Payload;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** What the server does, on its event loop. */
final class EchoService extends EchoGrpc.EchoImplBase {
    @Override
    public void echo(Payload request, StreamObserver<Payload> reply) {
        reply.onNext(request);
        reply.onCompleted();
    }

    @Override
    public void pour(Order order, StreamObserver<Payload> observer) {
        ServerCallStreamObserver<Payload> messages = (ServerCallStreamObserver<Payload>) observer;
        messages.setOnReadyHandler(new Pouring(order, messages));
    }

    /** Sends while there is room. The library calls it on one thread at a time. */
    private static final class Pouring implements Runnable {
        private final ServerCallStreamObserver<Payload> messages;
        private final Payload message;

        /** Owned by the call's thread. */
        private int left;

        Pouring(Order order, ServerCallStreamObserver<Payload> messages) {
            this.messages = messages;
            this.message = Payload.newBuilder()
                    .setData(ByteString.copyFrom(new byte[order.getBytes()]))
                    .build();
            this.left = order.getMessages();
        }

        @Override
        public void run() {
            while (left > 0 && messages.isReady()) {
                messages.onNext(message);
                if (--left == 0) {
                    messages.onCompleted();
                }
            }
        }
    }
}
