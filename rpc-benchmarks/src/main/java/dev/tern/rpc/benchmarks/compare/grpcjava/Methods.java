package dev.tern.rpc.benchmarks.compare.grpcjava;

import com.google.protobuf.ByteString;
import dev.tern.rpc.benchmarks.proto.Order;
import dev.tern.rpc.benchmarks.proto.Payload;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/** The methods of {@code echo.proto} that gRPC has, as generated code would describe and serve them. */
final class Methods {
    private static final String SERVICE = "tern.rpc.benchmarks.Echo";

    static final MethodDescriptor<Payload, Payload> ECHO = MethodDescriptor.<Payload, Payload>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Echo"))
            .setSampledToLocalTracing(true)
            .setRequestMarshaller(ProtoUtils.marshaller(Payload.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Payload.getDefaultInstance()))
            .build();

    static final MethodDescriptor<Order, Payload> POUR = MethodDescriptor.<Order, Payload>newBuilder()
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Pour"))
            .setSampledToLocalTracing(true)
            .setRequestMarshaller(ProtoUtils.marshaller(Order.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Payload.getDefaultInstance()))
            .build();

    private Methods() {}

    static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(ECHO, ServerCalls.asyncUnaryCall(Methods::echo))
                .addMethod(POUR, ServerCalls.asyncServerStreamingCall(Methods::pour))
                .build();
    }

    private static void echo(Payload request, StreamObserver<Payload> replies) {
        replies.onNext(request);
        replies.onCompleted();
    }

    private static void pour(Order order, StreamObserver<Payload> observer) {
        ServerCallStreamObserver<Payload> replies = (ServerCallStreamObserver<Payload>) observer;
        replies.setOnReadyHandler(new Pouring(order, replies));
    }

    /** Sends while there is room. The library calls it on one thread at a time. */
    private static final class Pouring implements Runnable {
        private final ServerCallStreamObserver<Payload> replies;
        private final Payload message;

        /** Owned by the call's thread. */
        private int left;

        Pouring(Order order, ServerCallStreamObserver<Payload> replies) {
            this.replies = replies;
            this.message = Payload.newBuilder()
                    .setData(ByteString.copyFrom(new byte[order.getBytes()]))
                    .build();
            this.left = order.getMessages();
        }

        @Override
        public void run() {
            while (left > 0 && replies.isReady()) {
                replies.onNext(message);
                if (--left == 0) {
                    replies.onCompleted();
                }
            }
        }
    }
}
