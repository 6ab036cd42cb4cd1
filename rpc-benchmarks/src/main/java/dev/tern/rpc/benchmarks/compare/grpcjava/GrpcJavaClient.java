package dev.tern.rpc.benchmarks.compare.grpcjava;

import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import dev.tern.rpc.benchmarks.proto.Order;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Calls by observers, as grpc-java's asynchronous stubs make them, or with a thread that waits, as its blocking stubs do. */
final class GrpcJavaClient implements PeerClient {
    private final ManagedChannel channel;
    private final Payload request;
    private final Optional<ThreadFactory> callers;

    /** Blocks if there are threads that call. */
    GrpcJavaClient(ManagedChannel channel, Payload request, Optional<ThreadFactory> callers) {
        this.channel = channel;
        this.request = request;
        this.callers = callers;
    }

    @Override
    public Optional<ThreadFactory> callers() {
        return callers;
    }

    @Override
    public void call(Completion done) {
        if (callers.isPresent()) {
            done.succeeded(ClientCalls.blockingUnaryCall(channel, Methods.ECHO, withDeadline(), request)
                    .getData()
                    .size());
            return;
        }
        ClientCalls.asyncUnaryCall(channel.newCall(Methods.ECHO, withDeadline()), request, new ReplyTo(done));
    }

    @Override
    public void stream(int messages, StreamEvents events) {
        Order order = Order.newBuilder()
                .setMessages(messages)
                .setBytes(request.getData().size())
                .build();
        ClientCalls.asyncServerStreamingCall(
                channel.newCall(Methods.POUR, withDeadline()), order, new MessagesTo(events));
    }

    private static CallOptions withDeadline() {
        return CallOptions.DEFAULT.withDeadlineAfter(Peer.DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
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
