package dev.tern.rpc.interop.clients;

import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.tern.rpc.examples.helloworld.HelloReply;
import dev.tern.rpc.examples.helloworld.HelloRequest;
import dev.tern.rpc.examples.helloworld.Visit;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of the greeter on grpc-java. Its stubs are by hand, so that it shares the messages with Tern's. */
final class GrpcJavaGreeter implements GreeterCalls {
    private static final int MAX_SECONDS = 30;

    private final ManagedChannel channel;

    GrpcJavaGreeter(int port) {
        channel = Grpc.newChannelBuilder("localhost:" + port, InsecureChannelCredentials.create())
                .build();
    }

    @Override
    public String greet(String name) {
        return ClientCalls.blockingUnaryCall(
                        channel,
                        method("SayHello", MethodDescriptor.MethodType.UNARY, HelloReply.parser()),
                        options(),
                        named(name))
                .getMessage();
    }

    @Override
    public List<String> greetOften(String name) {
        List<String> greetings = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(
                        channel,
                        method("SayHelloStream", MethodDescriptor.MethodType.SERVER_STREAMING, HelloReply.parser()),
                        options(),
                        named(name))
                .forEachRemaining(reply -> greetings.add(reply.getMessage()));
        return greetings;
    }

    @Override
    public String greetTogether(List<String> names) {
        CompletableFuture<String> greeting = new CompletableFuture<>();
        StreamObserver<HelloRequest> requests = ClientCalls.asyncClientStreamingCall(
                channel.newCall(
                        method("SayHelloToAll", MethodDescriptor.MethodType.CLIENT_STREAMING, HelloReply.parser()),
                        options()),
                new StreamObserver<HelloReply>() {
                    @Override
                    public void onNext(HelloReply reply) {
                        greeting.complete(reply.getMessage());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        greeting.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        // the reply came before
                    }
                });
        names.forEach(name -> requests.onNext(named(name)));
        requests.onCompleted();
        return greeting.join();
    }

    /** One-way is unary here, with an {@code Empty} for a reply. */
    @Override
    public void record(String name) {
        ClientCalls.blockingUnaryCall(
                channel,
                method("Record", MethodDescriptor.MethodType.UNARY, Empty.parser()),
                options(),
                Visit.newBuilder().setName(name).build());
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private static HelloRequest named(String name) {
        return HelloRequest.newBuilder().setName(name).build();
    }

    private static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(MAX_SECONDS, TimeUnit.SECONDS);
    }

    private static <Q extends MessageLite, R extends MessageLite> MethodDescriptor<Q, R> method(
            String name, MethodDescriptor.MethodType type, Parser<R> reply) {
        return MethodDescriptor.<Q, R>newBuilder(new Sent<>(), new Received<>(reply))
                .setFullMethodName("helloworld.Greeter/" + name)
                .setType(type)
                .build();
    }

    /** Of a client's requests, which it never reads. */
    private static final class Sent<T extends MessageLite> implements MethodDescriptor.Marshaller<T> {
        @Override
        public InputStream stream(T message) {
            return message.toByteString().newInput();
        }

        @Override
        public T parse(InputStream bytes) {
            throw new UnsupportedOperationException("a client reads no requests");
        }
    }

    /** Of the replies. */
    private record Received<T extends MessageLite>(Parser<T> parser) implements MethodDescriptor.Marshaller<T> {
        @Override
        public InputStream stream(T message) {
            return message.toByteString().newInput();
        }

        @Override
        public T parse(InputStream bytes) {
            try {
                return parser.parseFrom(bytes);
            } catch (InvalidProtocolBufferException broken) {
                throw Status.INTERNAL.withCause(broken).asRuntimeException();
            }
        }
    }
}
