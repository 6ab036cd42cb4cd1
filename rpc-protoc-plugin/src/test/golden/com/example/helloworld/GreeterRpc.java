package com.example.helloworld;

import com.google.protobuf.Empty;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.ServiceDescriptor;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.protobuf.ProtobufMarshaller;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplyCallback;
import dev.tern.rpc.stub.ReplySink;
import dev.tern.rpc.stub.Stub;
import java.lang.Override;
import java.lang.Void;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Greets people, in every way a call can go.
 *
 * <p>Generated from greeter.proto; do not edit.
 */
public final class GreeterRpc {
    /** {@code helloworld.Greeter/SayHello}. */
    public static final MethodDescriptor<HelloRequest, HelloReply> SAY_HELLO = MethodDescriptor.of(
            MethodKind.UNARY,
            "helloworld.Greeter",
            "SayHello",
            ProtobufMarshaller.of(HelloRequest.getDefaultInstance()),
            ProtobufMarshaller.of(HelloReply.getDefaultInstance()));

    /** {@code helloworld.Greeter/SayHelloStream}. */
    public static final MethodDescriptor<HelloRequest, HelloReply> SAY_HELLO_STREAM = MethodDescriptor.of(
            MethodKind.SERVER_STREAMING,
            "helloworld.Greeter",
            "SayHelloStream",
            ProtobufMarshaller.of(HelloRequest.getDefaultInstance()),
            ProtobufMarshaller.of(HelloReply.getDefaultInstance()));

    /** {@code helloworld.Greeter/Gather}. */
    public static final MethodDescriptor<HelloRequest, HelloReply> GATHER = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "helloworld.Greeter",
            "Gather",
            ProtobufMarshaller.of(HelloRequest.getDefaultInstance()),
            ProtobufMarshaller.of(HelloReply.getDefaultInstance()));

    /** {@code helloworld.Greeter/Chat}. */
    public static final MethodDescriptor<HelloRequest, HelloReply> CHAT = MethodDescriptor.of(
            MethodKind.BIDI_STREAMING,
            "helloworld.Greeter",
            "Chat",
            ProtobufMarshaller.of(HelloRequest.getDefaultInstance()),
            ProtobufMarshaller.of(HelloReply.getDefaultInstance()));

    /** {@code helloworld.Greeter/Record}. */
    public static final MethodDescriptor<Visit, Empty> RECORD = MethodDescriptor.of(
            MethodKind.ONE_WAY,
            "helloworld.Greeter",
            "Record",
            ProtobufMarshaller.of(Visit.getDefaultInstance()),
            ProtobufMarshaller.of(Empty.getDefaultInstance()));

    /** {@code helloworld.Greeter}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("helloworld.Greeter",
            SAY_HELLO,
            SAY_HELLO_STREAM,
            GATHER,
            CHAT,
            RECORD);

    private GreeterRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(SAY_HELLO, Handlers.unary(service::sayHello))
                .add(SAY_HELLO_STREAM, Handlers.serverStreaming(service::sayHelloStream))
                .add(GATHER, Handlers.clientStreaming(service::gather))
                .add(CHAT, Handlers.bidiStreaming(service::chat))
                .add(RECORD, Handlers.oneWay(service::record))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(SAY_HELLO, Handlers.asyncUnary(service::sayHello))
                .add(SAY_HELLO_STREAM, Handlers.asyncServerStreaming(service::sayHelloStream))
                .add(GATHER, Handlers.asyncClientStreaming(service::gather))
                .add(CHAT, Handlers.asyncBidiStreaming(service::chat))
                .add(RECORD, Handlers.asyncOneWay(service::record))
                .build();
    }

    /** A stub whose methods wait: for the reply, for the next message, for room to send. */
    public static BlockingStub blockingStub(Channel channel) {
        return new BlockingStub(channel, CallOptions.DEFAULT);
    }

    /** A stub whose methods return at once: with a future, with a publisher, or to a callback. */
    public static AsyncStub asyncStub(Channel channel) {
        return new AsyncStub(channel, CallOptions.DEFAULT);
    }

    /**
     * The service in blocking style: a method may take its time, on a thread that may wait. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface Service {
        /**
         * Says hello.
         *
         * <p>Answers with the message it returns.
         */
        default HelloReply sayHello(HelloRequest request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO);
        }

        /**
         * Says hello more than once.
         *
         * <p>Answers with the messages it sends, until it returns.
         */
        default void sayHelloStream(HelloRequest request, ReplySink<HelloReply> replies, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO_STREAM);
        }

        /**
         * Says hello to everyone at once.
         *
         * <p>Takes requests as they arrive and answers with the message it returns.
         */
        default HelloReply gather(MessageStream<HelloRequest> requests, CallContext call) {
            throw Handlers.unimplemented(GATHER);
        }

        /**
         * Says hello to each who comes.
         *
         * <p>Takes requests as they arrive and answers with the messages it sends, until it returns.
         */
        default void chat(MessageStream<HelloRequest> requests, ReplySink<HelloReply> replies, CallContext call) {
            throw Handlers.unimplemented(CHAT);
        }

        /**
         * Notes a visit.
         *
         * <p>Nobody waits for the note to be written.
         *
         * <p>One-way: no caller waits for it, and none learns what it throws.
         */
        default void record(Visit request, CallContext call) {
            throw Handlers.unimplemented(RECORD);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /**
         * Says hello.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<HelloReply> sayHello(HelloRequest request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO);
        }

        /**
         * Says hello more than once.
         *
         * <p>Answers with what the publisher publishes, at the pace of the caller.
         */
        default Flow.Publisher<HelloReply> sayHelloStream(HelloRequest request, CallContext call) {
            throw Handlers.unimplemented(SAY_HELLO_STREAM);
        }

        /**
         * Says hello to everyone at once.
         *
         * <p>Takes requests on demand and answers as the returned stage ends.
         */
        default CompletionStage<HelloReply> gather(Flow.Publisher<HelloRequest> requests, CallContext call) {
            throw Handlers.unimplemented(GATHER);
        }

        /**
         * Says hello to each who comes.
         *
         * <p>Takes requests on demand and answers with what the publisher publishes, at the pace of the caller.
         */
        default Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests, CallContext call) {
            throw Handlers.unimplemented(CHAT);
        }

        /**
         * Notes a visit.
         *
         * <p>Nobody waits for the note to be written.
         *
         * <p>One-way: no caller waits for the returned stage, and none learns how it ends.
         */
        default CompletionStage<Void> record(Visit request, CallContext call) {
            throw Handlers.unimplemented(RECORD);
        }
    }

    /** The client in blocking style. Immutable: safe for any number of threads. */
    public static final class BlockingStub extends Stub<BlockingStub> {
        private BlockingStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @Override
        protected BlockingStub with(Channel channel, CallOptions options) {
            return new BlockingStub(channel, options);
        }

        /**
         * Says hello.
         *
         * <p>Waits for the reply.
         */
        public HelloReply sayHello(HelloRequest request) {
            return BlockingCalls.unary(channel(), options(), SAY_HELLO, request);
        }

        /**
         * Says hello more than once.
         *
         * <p>Replies are taken one by one; closing the stream cancels what is left.
         */
        public MessageStream<HelloReply> sayHelloStream(HelloRequest request) {
            return BlockingCalls.serverStreaming(channel(), options(), SAY_HELLO_STREAM, request);
        }

        /**
         * Says hello to everyone at once.
         *
         * <p>Requests are sent one by one; the reply comes after the last.
         */
        public BlockingUpload<HelloRequest, HelloReply> gather() {
            return BlockingCalls.clientStreaming(channel(), options(), GATHER);
        }

        /**
         * Says hello to each who comes.
         *
         * <p>Requests are sent and replies taken in any order.
         */
        public BlockingExchange<HelloRequest, HelloReply> chat() {
            return BlockingCalls.bidiStreaming(channel(), options(), CHAT);
        }

        /**
         * Notes a visit.
         *
         * <p>Nobody waits for the note to be written.
         *
         * <p>One-way: returns once the request is handed to the socket; it arrives at most once.
         */
        public void record(Visit request) {
            BlockingCalls.oneWay(channel(), options(), RECORD, request);
        }
    }

    /** The client in asynchronous style. Immutable: safe for any number of threads. */
    public static final class AsyncStub extends Stub<AsyncStub> {
        private AsyncStub(Channel channel, CallOptions options) {
            super(channel, options);
        }

        @Override
        protected AsyncStub with(Channel channel, CallOptions options) {
            return new AsyncStub(channel, options);
        }

        /**
         * Says hello.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<HelloReply> sayHello(HelloRequest request) {
            return AsyncCalls.unary(channel(), options(), SAY_HELLO, request);
        }

        /**
         * Says hello.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void sayHello(HelloRequest request, ReplyCallback<HelloReply> callback) {
            AsyncCalls.unary(channel(), options(), SAY_HELLO, request, callback);
        }

        /**
         * Says hello more than once.
         *
         * <p>Replies come on demand; cancelling the subscription cancels the call.
         */
        public Flow.Publisher<HelloReply> sayHelloStream(HelloRequest request) {
            return AsyncCalls.serverStreaming(channel(), options(), SAY_HELLO_STREAM, request);
        }

        /**
         * Says hello to everyone at once.
         *
         * <p>Requests are taken from the publisher on demand; the future ends with the reply.
         */
        public CompletableFuture<HelloReply> gather(Flow.Publisher<HelloRequest> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), GATHER, requests);
        }

        /**
         * Says hello to each who comes.
         *
         * <p>Requests are taken from the publisher on demand, and so come replies.
         */
        public Flow.Publisher<HelloReply> chat(Flow.Publisher<HelloRequest> requests) {
            return AsyncCalls.bidiStreaming(channel(), options(), CHAT, requests);
        }

        /**
         * Notes a visit.
         *
         * <p>Nobody waits for the note to be written.
         *
         * <p>One-way: the future ends once the request is handed to the socket; it arrives at most once.
         */
        public CompletableFuture<Void> record(Visit request) {
            return AsyncCalls.oneWay(channel(), options(), RECORD, request);
        }
    }
}
