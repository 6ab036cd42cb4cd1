package com.example.editions.y2024;

import com.example.editions.y2024.Edition2024Proto.Inside;
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
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.ReplyCallback;
import dev.tern.rpc.stub.Stub;
import java.lang.Override;
import java.lang.Void;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Generated from edition_2024.proto; do not edit. */
public final class Greeter2024Rpc {
    /** {@code editions.y2024.Greeter2024/Go}. */
    public static final MethodDescriptor<Beside, Inside> GO = MethodDescriptor.of(
            MethodKind.UNARY,
            "editions.y2024.Greeter2024",
            "Go",
            ProtobufMarshaller.of(Beside.getDefaultInstance()),
            ProtobufMarshaller.of(Inside.getDefaultInstance()));

    /** {@code editions.y2024.Greeter2024/Note}. */
    public static final MethodDescriptor<Inside.Deeper, Empty> NOTE = MethodDescriptor.of(
            MethodKind.ONE_WAY,
            "editions.y2024.Greeter2024",
            "Note",
            ProtobufMarshaller.of(Inside.Deeper.getDefaultInstance()),
            ProtobufMarshaller.of(Empty.getDefaultInstance()));

    /** {@code editions.y2024.Greeter2024}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("editions.y2024.Greeter2024",
            GO,
            NOTE);

    private Greeter2024Rpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.unary(service::go))
                .add(NOTE, Handlers.oneWay(service::note))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(GO, Handlers.asyncUnary(service::go))
                .add(NOTE, Handlers.asyncOneWay(service::note))
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
        default Inside go(Beside request, CallContext call) {
            throw Handlers.unimplemented(GO);
        }

        /** One-way: no caller waits for it, and none learns what it throws. */
        default void note(Inside.Deeper request, CallContext call) {
            throw Handlers.unimplemented(NOTE);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /** Answers as the returned stage ends. */
        default CompletionStage<Inside> go(Beside request, CallContext call) {
            throw Handlers.unimplemented(GO);
        }

        /** One-way: no caller waits for the returned stage, and none learns how it ends. */
        default CompletionStage<Void> note(Inside.Deeper request, CallContext call) {
            throw Handlers.unimplemented(NOTE);
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
        public Inside go(Beside request) {
            return BlockingCalls.unary(channel(), options(), GO, request);
        }

        /** One-way: returns once the request is handed to the socket; it arrives at most once. */
        public void note(Inside.Deeper request) {
            BlockingCalls.oneWay(channel(), options(), NOTE, request);
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
        public CompletableFuture<Inside> go(Beside request) {
            return AsyncCalls.unary(channel(), options(), GO, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void go(Beside request, ReplyCallback<Inside> callback) {
            AsyncCalls.unary(channel(), options(), GO, request, callback);
        }

        /** One-way: the future ends once the request is handed to the socket; it arrives at most once. */
        public CompletableFuture<Void> note(Inside.Deeper request) {
            return AsyncCalls.oneWay(channel(), options(), NOTE, request);
        }
    }
}
