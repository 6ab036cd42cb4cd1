package dev.tern.rpc.benchmarks.peers.dubbo;

import dev.tern.rpc.benchmarks.peers.proto.Order;
import dev.tern.rpc.benchmarks.peers.proto.Payload;
import java.util.concurrent.CompletableFuture;
import org.apache.dubbo.common.stream.StreamObserver;

/** The service, as Triple has it: messages of protobuf. */
public interface PayloadEcho {
    /** Gives back what it gets. */
    CompletableFuture<Payload> echo(Payload payload);

    /** Sends what was ordered. */
    void pour(Order order, StreamObserver<Payload> messages);
}
