package com.example.clash.types;

import com.example.shared.money.MoneyOuterClass.Money;
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
import java.lang.Deprecated;
import java.lang.Override;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Generated from type_names.proto; do not edit. */
public final class TypesRpc {
    /** {@code clash.Types/A}. */
    public static final MethodDescriptor<com.example.clash.types.Service, com.example.clash.types.AsyncService> A = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Types",
            "A",
            ProtobufMarshaller.of(com.example.clash.types.Service.getDefaultInstance()),
            ProtobufMarshaller.of(com.example.clash.types.AsyncService.getDefaultInstance()));

    /** {@code clash.Types/B}. */
    public static final MethodDescriptor<com.example.clash.types.BlockingStub, com.example.clash.types.AsyncStub> B = MethodDescriptor.of(
            MethodKind.BIDI_STREAMING,
            "clash.Types",
            "B",
            ProtobufMarshaller.of(com.example.clash.types.BlockingStub.getDefaultInstance()),
            ProtobufMarshaller.of(com.example.clash.types.AsyncStub.getDefaultInstance()));

    /** {@code clash.Types/C}. */
    public static final MethodDescriptor<com.example.clash.types.CallContext, com.example.clash.types.Stub> C = MethodDescriptor.of(
            MethodKind.SERVER_STREAMING,
            "clash.Types",
            "C",
            ProtobufMarshaller.of(com.example.clash.types.CallContext.getDefaultInstance()),
            ProtobufMarshaller.of(com.example.clash.types.Stub.getDefaultInstance()));

    /** {@code clash.Types/D}. */
    public static final MethodDescriptor<com.example.clash.types.MessageStream, com.example.clash.types.CompletableFuture> D = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "clash.Types",
            "D",
            ProtobufMarshaller.of(com.example.clash.types.MessageStream.getDefaultInstance()),
            ProtobufMarshaller.of(com.example.clash.types.CompletableFuture.getDefaultInstance()));

    /** {@code clash.Types/E}. */
    public static final MethodDescriptor<String, Object> E = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Types",
            "E",
            ProtobufMarshaller.of(String.getDefaultInstance()),
            ProtobufMarshaller.of(Object.getDefaultInstance()));

    /** {@code clash.Types/F}. */
    public static final MethodDescriptor<com.example.clash.types.Void, com.example.clash.types.Flow> F = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Types",
            "F",
            ProtobufMarshaller.of(com.example.clash.types.Void.getDefaultInstance()),
            ProtobufMarshaller.of(com.example.clash.types.Flow.getDefaultInstance()));

    /** {@code clash.Types/G}. */
    public static final MethodDescriptor<com.example.clash.types.MethodDescriptor, Nested.TypesRpc> G = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Types",
            "G",
            ProtobufMarshaller.of(com.example.clash.types.MethodDescriptor.getDefaultInstance()),
            ProtobufMarshaller.of(Nested.TypesRpc.getDefaultInstance()));

    /** {@code clash.Types/H}. */
    public static final MethodDescriptor<Order, com.example.shared.money.MoneyOuterClass.Order> H = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Types",
            "H",
            ProtobufMarshaller.of(Order.getDefaultInstance()),
            ProtobufMarshaller.of(com.example.shared.money.MoneyOuterClass.Order.getDefaultInstance()));

    /** {@code clash.Types/I}. */
    public static final MethodDescriptor<com.example.shared.money.MoneyOuterClass.Order.Line, Money> I = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Types",
            "I",
            ProtobufMarshaller.of(com.example.shared.money.MoneyOuterClass.Order.Line.getDefaultInstance()),
            ProtobufMarshaller.of(Money.getDefaultInstance()));

    /** {@code clash.Types/J}. */
    public static final MethodDescriptor<com.example.clash.types.Override, Nested.Service> J = MethodDescriptor.of(
            MethodKind.UNARY,
            "clash.Types",
            "J",
            ProtobufMarshaller.of(com.example.clash.types.Override.getDefaultInstance()),
            ProtobufMarshaller.of(Nested.Service.getDefaultInstance()));

    /** {@code clash.Types}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("clash.Types",
            A,
            B,
            C,
            D,
            E,
            F,
            G,
            H,
            I,
            J);

    private TypesRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(A, Handlers.unary(service::a))
                .add(B, Handlers.bidiStreaming(service::b))
                .add(C, Handlers.serverStreaming(service::c))
                .add(D, Handlers.clientStreaming(service::d))
                .add(E, Handlers.unary(service::e))
                .add(F, Handlers.unary(service::f))
                .add(G, Handlers.unary(service::g))
                .add(H, Handlers.unary(service::h))
                .add(I, Handlers.unary(service::i))
                .add(J, Handlers.unary(service::j))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(A, Handlers.asyncUnary(service::a))
                .add(B, Handlers.asyncBidiStreaming(service::b))
                .add(C, Handlers.asyncServerStreaming(service::c))
                .add(D, Handlers.asyncClientStreaming(service::d))
                .add(E, Handlers.asyncUnary(service::e))
                .add(F, Handlers.asyncUnary(service::f))
                .add(G, Handlers.asyncUnary(service::g))
                .add(H, Handlers.asyncUnary(service::h))
                .add(I, Handlers.asyncUnary(service::i))
                .add(J, Handlers.asyncUnary(service::j))
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
        /** Answers with the message it returns. */
        default com.example.clash.types.AsyncService a(com.example.clash.types.Service request, CallContext call) {
            throw Handlers.unimplemented(A);
        }

        /** Takes requests as they arrive and answers with the messages it sends, until it returns. */
        default void b(MessageStream<com.example.clash.types.BlockingStub> requests, ReplySink<com.example.clash.types.AsyncStub> replies, CallContext call) {
            throw Handlers.unimplemented(B);
        }

        /** Answers with the messages it sends, until it returns. */
        default void c(com.example.clash.types.CallContext request, ReplySink<com.example.clash.types.Stub> replies, CallContext call) {
            throw Handlers.unimplemented(C);
        }

        /** Takes requests as they arrive and answers with the message it returns. */
        default com.example.clash.types.CompletableFuture d(MessageStream<com.example.clash.types.MessageStream> requests, CallContext call) {
            throw Handlers.unimplemented(D);
        }

        /** Answers with the message it returns. */
        default Object e(String request, CallContext call) {
            throw Handlers.unimplemented(E);
        }

        /** Answers with the message it returns. */
        default com.example.clash.types.Flow f(com.example.clash.types.Void request, CallContext call) {
            throw Handlers.unimplemented(F);
        }

        /** Answers with the message it returns. */
        default Nested.TypesRpc g(com.example.clash.types.MethodDescriptor request, CallContext call) {
            throw Handlers.unimplemented(G);
        }

        /** Answers with the message it returns. */
        default com.example.shared.money.MoneyOuterClass.Order h(Order request, CallContext call) {
            throw Handlers.unimplemented(H);
        }

        /** Answers with the message it returns. */
        default Money i(com.example.shared.money.MoneyOuterClass.Order.Line request, CallContext call) {
            throw Handlers.unimplemented(I);
        }

        /** Answers with the message it returns. */
        @Deprecated
        default Nested.Service j(com.example.clash.types.Override request, CallContext call) {
            throw Handlers.unimplemented(J);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /** Answers as the returned stage ends. */
        default CompletionStage<com.example.clash.types.AsyncService> a(com.example.clash.types.Service request, CallContext call) {
            throw Handlers.unimplemented(A);
        }

        /** Takes requests on demand and answers with what the publisher publishes, at the pace of the caller. */
        default Flow.Publisher<com.example.clash.types.AsyncStub> b(Flow.Publisher<com.example.clash.types.BlockingStub> requests, CallContext call) {
            throw Handlers.unimplemented(B);
        }

        /** Answers with what the publisher publishes, at the pace of the caller. */
        default Flow.Publisher<com.example.clash.types.Stub> c(com.example.clash.types.CallContext request, CallContext call) {
            throw Handlers.unimplemented(C);
        }

        /** Takes requests on demand and answers as the returned stage ends. */
        default CompletionStage<com.example.clash.types.CompletableFuture> d(Flow.Publisher<com.example.clash.types.MessageStream> requests, CallContext call) {
            throw Handlers.unimplemented(D);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Object> e(String request, CallContext call) {
            throw Handlers.unimplemented(E);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<com.example.clash.types.Flow> f(com.example.clash.types.Void request, CallContext call) {
            throw Handlers.unimplemented(F);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Nested.TypesRpc> g(com.example.clash.types.MethodDescriptor request, CallContext call) {
            throw Handlers.unimplemented(G);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<com.example.shared.money.MoneyOuterClass.Order> h(Order request, CallContext call) {
            throw Handlers.unimplemented(H);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Money> i(com.example.shared.money.MoneyOuterClass.Order.Line request, CallContext call) {
            throw Handlers.unimplemented(I);
        }

        /** Answers as the returned stage ends. */
        @Deprecated
        default CompletionStage<Nested.Service> j(com.example.clash.types.Override request, CallContext call) {
            throw Handlers.unimplemented(J);
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

        /** Waits for the reply. */
        public com.example.clash.types.AsyncService a(com.example.clash.types.Service request) {
            return BlockingCalls.unary(channel(), options(), A, request);
        }

        /** Requests are sent and replies taken in any order. */
        public BlockingExchange<com.example.clash.types.BlockingStub, com.example.clash.types.AsyncStub> b() {
            return BlockingCalls.bidiStreaming(channel(), options(), B);
        }

        /** Replies are taken one by one; closing the stream cancels what is left. */
        public MessageStream<com.example.clash.types.Stub> c(com.example.clash.types.CallContext request) {
            return BlockingCalls.serverStreaming(channel(), options(), C, request);
        }

        /** Requests are sent one by one; the reply comes after the last. */
        public BlockingUpload<com.example.clash.types.MessageStream, com.example.clash.types.CompletableFuture> d() {
            return BlockingCalls.clientStreaming(channel(), options(), D);
        }

        /** Waits for the reply. */
        public Object e(String request) {
            return BlockingCalls.unary(channel(), options(), E, request);
        }

        /** Waits for the reply. */
        public com.example.clash.types.Flow f(com.example.clash.types.Void request) {
            return BlockingCalls.unary(channel(), options(), F, request);
        }

        /** Waits for the reply. */
        public Nested.TypesRpc g(com.example.clash.types.MethodDescriptor request) {
            return BlockingCalls.unary(channel(), options(), G, request);
        }

        /** Waits for the reply. */
        public com.example.shared.money.MoneyOuterClass.Order h(Order request) {
            return BlockingCalls.unary(channel(), options(), H, request);
        }

        /** Waits for the reply. */
        public Money i(com.example.shared.money.MoneyOuterClass.Order.Line request) {
            return BlockingCalls.unary(channel(), options(), I, request);
        }

        /** Waits for the reply. */
        @Deprecated
        public Nested.Service j(com.example.clash.types.Override request) {
            return BlockingCalls.unary(channel(), options(), J, request);
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

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<com.example.clash.types.AsyncService> a(com.example.clash.types.Service request) {
            return AsyncCalls.unary(channel(), options(), A, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void a(com.example.clash.types.Service request, ReplyCallback<com.example.clash.types.AsyncService> callback) {
            AsyncCalls.unary(channel(), options(), A, request, callback);
        }

        /** Requests are taken from the publisher on demand, and so come replies. */
        public Flow.Publisher<com.example.clash.types.AsyncStub> b(Flow.Publisher<com.example.clash.types.BlockingStub> requests) {
            return AsyncCalls.bidiStreaming(channel(), options(), B, requests);
        }

        /** Replies come on demand; cancelling the subscription cancels the call. */
        public Flow.Publisher<com.example.clash.types.Stub> c(com.example.clash.types.CallContext request) {
            return AsyncCalls.serverStreaming(channel(), options(), C, request);
        }

        /** Requests are taken from the publisher on demand; the future ends with the reply. */
        public CompletableFuture<com.example.clash.types.CompletableFuture> d(Flow.Publisher<com.example.clash.types.MessageStream> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), D, requests);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Object> e(String request) {
            return AsyncCalls.unary(channel(), options(), E, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void e(String request, ReplyCallback<Object> callback) {
            AsyncCalls.unary(channel(), options(), E, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<com.example.clash.types.Flow> f(com.example.clash.types.Void request) {
            return AsyncCalls.unary(channel(), options(), F, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void f(com.example.clash.types.Void request, ReplyCallback<com.example.clash.types.Flow> callback) {
            AsyncCalls.unary(channel(), options(), F, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Nested.TypesRpc> g(com.example.clash.types.MethodDescriptor request) {
            return AsyncCalls.unary(channel(), options(), G, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void g(com.example.clash.types.MethodDescriptor request, ReplyCallback<Nested.TypesRpc> callback) {
            AsyncCalls.unary(channel(), options(), G, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<com.example.shared.money.MoneyOuterClass.Order> h(Order request) {
            return AsyncCalls.unary(channel(), options(), H, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void h(Order request, ReplyCallback<com.example.shared.money.MoneyOuterClass.Order> callback) {
            AsyncCalls.unary(channel(), options(), H, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Money> i(com.example.shared.money.MoneyOuterClass.Order.Line request) {
            return AsyncCalls.unary(channel(), options(), I, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void i(com.example.shared.money.MoneyOuterClass.Order.Line request, ReplyCallback<Money> callback) {
            AsyncCalls.unary(channel(), options(), I, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        @Deprecated
        public CompletableFuture<Nested.Service> j(com.example.clash.types.Override request) {
            return AsyncCalls.unary(channel(), options(), J, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        @Deprecated
        public void j(com.example.clash.types.Override request, ReplyCallback<Nested.Service> callback) {
            AsyncCalls.unary(channel(), options(), J, request, callback);
        }
    }
}
