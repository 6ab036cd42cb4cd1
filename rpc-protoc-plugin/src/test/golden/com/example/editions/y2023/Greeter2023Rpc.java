package com.example.editions.y2023;

import com.example.editions.y2023.Edition2023.Reply;
import com.example.editions.y2023.Edition2023.Request;
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
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.ReplyCallback;
import dev.tern.rpc.stub.Stub;
import java.lang.Override;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Generated from edition_2023.proto; do not edit. */
public final class Greeter2023Rpc {
    /** {@code editions.y2023.Greeter2023/Go}. */
    public static final MethodDescriptor<Request, Reply> GO = MethodDescriptor.of(
            MethodKind.UNARY,
            "editions.y2023.Greeter2023",
            "Go",
            ProtobufMarshaller.of(Request.getDefaultInstance()),
            ProtobufMarshaller.of(Reply.getDefaultInstance()));

    /** {@code editions.y2023.Greeter2023}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("editions.y2023.Greeter2023",
            GO);

    private Greeter2023Rpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.unary(service::go))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.asyncUnary(service::go))
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
        default Reply go(Request request, CallContext call) {
            throw Handlers.unimplemented(GO);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /** Answers as the returned stage ends. */
        default CompletionStage<Reply> go(Request request, CallContext call) {
            throw Handlers.unimplemented(GO);
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
        public Reply go(Request request) {
            return BlockingCalls.unary(channel(), options(), GO, request);
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
        public CompletableFuture<Reply> go(Request request) {
            return AsyncCalls.unary(channel(), options(), GO, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void go(Request request, ReplyCallback<Reply> callback) {
            AsyncCalls.unary(channel(), options(), GO, request, callback);
        }
    }
}
