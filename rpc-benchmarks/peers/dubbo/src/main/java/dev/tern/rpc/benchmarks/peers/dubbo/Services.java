package dev.tern.rpc.benchmarks.peers.dubbo;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.peers.proto.Order;
import dev.tern.rpc.benchmarks.peers.proto.Payload;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.common.stream.StreamObserver;

/** What servers do, on Dubbo's threads. */
final class Services {
    private Services() {}

    static final class Messages implements MessageEcho {
        @Override
        public CompletableFuture<Message> echo(Message message) {
            return CompletableFuture.completedFuture(message);
        }
    }

    static final class Payloads implements PayloadEcho {
        @Override
        public CompletableFuture<Payload> echo(Payload payload) {
            return CompletableFuture.completedFuture(payload);
        }

        /** All at once: nothing tells when there is room. */
        @Override
        public void pour(Order order, StreamObserver<Payload> messages) {
            Payload message = Payload.newBuilder()
                    .setData(ByteString.copyFrom(new byte[order.getBytes()]))
                    .build();
            for (int left = order.getMessages(); left > 0; left--) {
                messages.onNext(message);
            }
            messages.onCompleted();
        }
    }
}
