package com.example.old;

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
import java.lang.SuppressWarnings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Generated from deprecated.proto; do not edit. */
@SuppressWarnings("deprecation")
public final class MixedRpc {
    /** {@code old.Mixed/Unary}. */
    public static final MethodDescriptor<Current, Current> UNARY = MethodDescriptor.of(
            MethodKind.UNARY,
            "old.Mixed",
            "Unary",
            ProtobufMarshaller.of(Current.getDefaultInstance()),
            ProtobufMarshaller.of(Current.getDefaultInstance()));

    /** {@code old.Mixed/Replies}. */
    public static final MethodDescriptor<Old, Current> REPLIES = MethodDescriptor.of(
            MethodKind.SERVER_STREAMING,
            "old.Mixed",
            "Replies",
            ProtobufMarshaller.of(Old.getDefaultInstance()),
            ProtobufMarshaller.of(Current.getDefaultInstance()));

    /** {@code old.Mixed/Requests}. */
    public static final MethodDescriptor<Current, Old.Part> REQUESTS = MethodDescriptor.of(
            MethodKind.CLIENT_STREAMING,
            "old.Mixed",
            "Requests",
            ProtobufMarshaller.of(Current.getDefaultInstance()),
            ProtobufMarshaller.of(Old.Part.getDefaultInstance()));

    /** {@code old.Mixed/Both}. */
    public static final MethodDescriptor<Current, Old> BOTH = MethodDescriptor.of(
            MethodKind.BIDI_STREAMING,
            "old.Mixed",
            "Both",
            ProtobufMarshaller.of(Current.getDefaultInstance()),
            ProtobufMarshaller.of(Old.getDefaultInstance()));

    /** {@code old.Mixed/Fine}. */
    public static final MethodDescriptor<Current, Current> FINE = MethodDescriptor.of(
            MethodKind.UNARY,
            "old.Mixed",
            "Fine",
            ProtobufMarshaller.of(Current.getDefaultInstance()),
            ProtobufMarshaller.of(Current.getDefaultInstance()));

    /** {@code old.Mixed}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("old.Mixed",
            UNARY,
            REPLIES,
            REQUESTS,
            BOTH,
            FINE);

    private MixedRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(UNARY, Handlers.unary(service::unary))
                .add(REPLIES, Handlers.serverStreaming(service::replies))
                .add(REQUESTS, Handlers.clientStreaming(service::requests))
                .add(BOTH, Handlers.bidiStreaming(service::both))
                .add(FINE, Handlers.unary(service::fine))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(UNARY, Handlers.asyncUnary(service::unary))
                .add(REPLIES, Handlers.asyncServerStreaming(service::replies))
                .add(REQUESTS, Handlers.asyncClientStreaming(service::requests))
                .add(BOTH, Handlers.asyncBidiStreaming(service::both))
                .add(FINE, Handlers.asyncUnary(service::fine))
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
        @Deprecated
        default Current unary(Current request, CallContext call) {
            throw Handlers.unimplemented(UNARY);
        }

        /** Answers with the messages it sends, until it returns. */
        @Deprecated
        default void replies(Old request, ReplySink<Current> replies, CallContext call) {
            throw Handlers.unimplemented(REPLIES);
        }

        /** Takes requests as they arrive and answers with the message it returns. */
        @Deprecated
        default Old.Part requests(MessageStream<Current> requests, CallContext call) {
            throw Handlers.unimplemented(REQUESTS);
        }

        /** Takes requests as they arrive and answers with the messages it sends, until it returns. */
        @Deprecated
        default void both(MessageStream<Current> requests, ReplySink<Old> replies, CallContext call) {
            throw Handlers.unimplemented(BOTH);
        }

        /** Answers with the message it returns. */
        default Current fine(Current request, CallContext call) {
            throw Handlers.unimplemented(FINE);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /** Answers as the returned stage ends. */
        @Deprecated
        default CompletionStage<Current> unary(Current request, CallContext call) {
            throw Handlers.unimplemented(UNARY);
        }

        /** Answers with what the publisher publishes, at the pace of the caller. */
        @Deprecated
        default Flow.Publisher<Current> replies(Old request, CallContext call) {
            throw Handlers.unimplemented(REPLIES);
        }

        /** Takes requests on demand and answers as the returned stage ends. */
        @Deprecated
        default CompletionStage<Old.Part> requests(Flow.Publisher<Current> requests, CallContext call) {
            throw Handlers.unimplemented(REQUESTS);
        }

        /** Takes requests on demand and answers with what the publisher publishes, at the pace of the caller. */
        @Deprecated
        default Flow.Publisher<Old> both(Flow.Publisher<Current> requests, CallContext call) {
            throw Handlers.unimplemented(BOTH);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Current> fine(Current request, CallContext call) {
            throw Handlers.unimplemented(FINE);
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
        @Deprecated
        public Current unary(Current request) {
            return BlockingCalls.unary(channel(), options(), UNARY, request);
        }

        /** Replies are taken one by one; closing the stream cancels what is left. */
        @Deprecated
        public MessageStream<Current> replies(Old request) {
            return BlockingCalls.serverStreaming(channel(), options(), REPLIES, request);
        }

        /** Requests are sent one by one; the reply comes after the last. */
        @Deprecated
        public BlockingUpload<Current, Old.Part> requests() {
            return BlockingCalls.clientStreaming(channel(), options(), REQUESTS);
        }

        /** Requests are sent and replies taken in any order. */
        @Deprecated
        public BlockingExchange<Current, Old> both() {
            return BlockingCalls.bidiStreaming(channel(), options(), BOTH);
        }

        /** Waits for the reply. */
        public Current fine(Current request) {
            return BlockingCalls.unary(channel(), options(), FINE, request);
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
        @Deprecated
        public CompletableFuture<Current> unary(Current request) {
            return AsyncCalls.unary(channel(), options(), UNARY, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        @Deprecated
        public void unary(Current request, ReplyCallback<Current> callback) {
            AsyncCalls.unary(channel(), options(), UNARY, request, callback);
        }

        /** Replies come on demand; cancelling the subscription cancels the call. */
        @Deprecated
        public Flow.Publisher<Current> replies(Old request) {
            return AsyncCalls.serverStreaming(channel(), options(), REPLIES, request);
        }

        /** Requests are taken from the publisher on demand; the future ends with the reply. */
        @Deprecated
        public CompletableFuture<Old.Part> requests(Flow.Publisher<Current> requests) {
            return AsyncCalls.clientStreaming(channel(), options(), REQUESTS, requests);
        }

        /** Requests are taken from the publisher on demand, and so come replies. */
        @Deprecated
        public Flow.Publisher<Old> both(Flow.Publisher<Current> requests) {
            return AsyncCalls.bidiStreaming(channel(), options(), BOTH, requests);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Current> fine(Current request) {
            return AsyncCalls.unary(channel(), options(), FINE, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void fine(Current request, ReplyCallback<Current> callback) {
            AsyncCalls.unary(channel(), options(), FINE, request, callback);
        }
    }
}
