package com.example.old;

import dev.tern.rpc.Idempotency;
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

/**
 * What may be called twice.
 *
 * <p>Generated from deprecated.proto; do not edit.
 */
public final class RepeatableRpc {
    /** {@code old.Repeatable/Read}. */
    public static final MethodDescriptor<Current, Current> READ = MethodDescriptor.of(
            MethodKind.UNARY,
            "old.Repeatable",
            "Read",
            ProtobufMarshaller.of(Current.getDefaultInstance()),
            ProtobufMarshaller.of(Current.getDefaultInstance())).withIdempotency(Idempotency.NO_SIDE_EFFECTS);

    /** {@code old.Repeatable/Put}. */
    public static final MethodDescriptor<Current, Current> PUT = MethodDescriptor.of(
            MethodKind.UNARY,
            "old.Repeatable",
            "Put",
            ProtobufMarshaller.of(Current.getDefaultInstance()),
            ProtobufMarshaller.of(Current.getDefaultInstance())).withIdempotency(Idempotency.IDEMPOTENT);

    /** {@code old.Repeatable/Add}. */
    public static final MethodDescriptor<Current, Current> ADD = MethodDescriptor.of(
            MethodKind.UNARY,
            "old.Repeatable",
            "Add",
            ProtobufMarshaller.of(Current.getDefaultInstance()),
            ProtobufMarshaller.of(Current.getDefaultInstance()));

    /** {@code old.Repeatable}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("old.Repeatable",
            READ,
            PUT,
            ADD);

    private RepeatableRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(READ, Handlers.unary(service::read))
                .add(PUT, Handlers.unary(service::put))
                .add(ADD, Handlers.unary(service::add))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(READ, Handlers.asyncUnary(service::read))
                .add(PUT, Handlers.asyncUnary(service::put))
                .add(ADD, Handlers.asyncUnary(service::add))
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
        default Current read(Current request, CallContext call) {
            throw Handlers.unimplemented(READ);
        }

        /** Answers with the message it returns. */
        default Current put(Current request, CallContext call) {
            throw Handlers.unimplemented(PUT);
        }

        /** Answers with the message it returns. */
        default Current add(Current request, CallContext call) {
            throw Handlers.unimplemented(ADD);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /** Answers as the returned stage ends. */
        default CompletionStage<Current> read(Current request, CallContext call) {
            throw Handlers.unimplemented(READ);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Current> put(Current request, CallContext call) {
            throw Handlers.unimplemented(PUT);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Current> add(Current request, CallContext call) {
            throw Handlers.unimplemented(ADD);
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
        public Current read(Current request) {
            return BlockingCalls.unary(channel(), options(), READ, request);
        }

        /** Waits for the reply. */
        public Current put(Current request) {
            return BlockingCalls.unary(channel(), options(), PUT, request);
        }

        /** Waits for the reply. */
        public Current add(Current request) {
            return BlockingCalls.unary(channel(), options(), ADD, request);
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
        public CompletableFuture<Current> read(Current request) {
            return AsyncCalls.unary(channel(), options(), READ, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void read(Current request, ReplyCallback<Current> callback) {
            AsyncCalls.unary(channel(), options(), READ, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Current> put(Current request) {
            return AsyncCalls.unary(channel(), options(), PUT, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void put(Current request, ReplyCallback<Current> callback) {
            AsyncCalls.unary(channel(), options(), PUT, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Current> add(Current request) {
            return AsyncCalls.unary(channel(), options(), ADD, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void add(Current request, ReplyCallback<Current> callback) {
            AsyncCalls.unary(channel(), options(), ADD, request, callback);
        }
    }
}
