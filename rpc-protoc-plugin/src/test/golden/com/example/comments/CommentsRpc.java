package com.example.comments;

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
 * and not before.
 * Looks like a comment end: *&amp;#47; and even &#123;&#64;code x&#125; &#64;param y &lt;b&gt;bold&lt;/b&gt; a &amp;&amp; b.
 * A Unicode escape, whole &#92;u002a/ and malformed &#92;uxyz, and a C:&#92;users path.
 *
 * <p>An indented line after two empty ones, with /&#42; and /&#42;* and * / in it.
 *
 * <p>Generated from comments.proto; do not edit.
 */
public final class CommentsRpc {
    /** {@code comments.Comments/Block}. */
    public static final MethodDescriptor<Text, Text> BLOCK = MethodDescriptor.of(
            MethodKind.UNARY,
            "comments.Comments",
            "Block",
            ProtobufMarshaller.of(Text.getDefaultInstance()),
            ProtobufMarshaller.of(Text.getDefaultInstance()));

    /** {@code comments.Comments/Trailing}. */
    public static final MethodDescriptor<Text, Text> TRAILING = MethodDescriptor.of(
            MethodKind.UNARY,
            "comments.Comments",
            "Trailing",
            ProtobufMarshaller.of(Text.getDefaultInstance()),
            ProtobufMarshaller.of(Text.getDefaultInstance()));

    /** {@code comments.Comments/None}. */
    public static final MethodDescriptor<Text, Text> NONE = MethodDescriptor.of(
            MethodKind.UNARY,
            "comments.Comments",
            "None",
            ProtobufMarshaller.of(Text.getDefaultInstance()),
            ProtobufMarshaller.of(Text.getDefaultInstance()));

    /** {@code comments.Comments}, its methods in the order of the .proto file. */
    public static final ServiceDescriptor SERVICE = ServiceDescriptor.of("comments.Comments",
            BLOCK,
            TRAILING,
            NONE);

    private CommentsRpc() {}

    /** Has each call answered by a method of a service written in blocking style. */
    public static ServiceBinding bind(Service service) {
        return ServiceBinding.builder(SERVICE)
                .add(BLOCK, Handlers.unary(service::block))
                .add(TRAILING, Handlers.unary(service::trailing))
                .add(NONE, Handlers.unary(service::none))
                .build();
    }

    /** Has each call answered by a method of a service written in asynchronous style. */
    public static ServiceBinding bind(AsyncService service) {
        return ServiceBinding.builder(SERVICE)
                .add(BLOCK, Handlers.asyncUnary(service::block))
                .add(TRAILING, Handlers.asyncUnary(service::trailing))
                .add(NONE, Handlers.asyncUnary(service::none))
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
         * Many lines
         * with stars,
         *
         * <p>and a paragraph. &#64;deprecated by nobody.
         *
         * <p>Answers with the message it returns.
         */
        default Text block(Text request, CallContext call) {
            throw Handlers.unimplemented(BLOCK);
        }

        /**
         * Beside the method: grüße, 你好.
         *
         * <p>Answers with the message it returns.
         */
        default Text trailing(Text request, CallContext call) {
            throw Handlers.unimplemented(TRAILING);
        }

        /** Answers with the message it returns. */
        default Text none(Text request, CallContext call) {
            throw Handlers.unimplemented(NONE);
        }
    }

    /**
     * The service in asynchronous style: a method returns at once, with what is to come. Methods not
     * overridden answer UNIMPLEMENTED. Called by any number of threads at once.
     */
    public interface AsyncService {
        /**
         * Many lines
         * with stars,
         *
         * <p>and a paragraph. &#64;deprecated by nobody.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Text> block(Text request, CallContext call) {
            throw Handlers.unimplemented(BLOCK);
        }

        /**
         * Beside the method: grüße, 你好.
         *
         * <p>Answers as the returned stage ends.
         */
        default CompletionStage<Text> trailing(Text request, CallContext call) {
            throw Handlers.unimplemented(TRAILING);
        }

        /** Answers as the returned stage ends. */
        default CompletionStage<Text> none(Text request, CallContext call) {
            throw Handlers.unimplemented(NONE);
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
         * Many lines
         * with stars,
         *
         * <p>and a paragraph. &#64;deprecated by nobody.
         *
         * <p>Waits for the reply.
         */
        public Text block(Text request) {
            return BlockingCalls.unary(channel(), options(), BLOCK, request);
        }

        /**
         * Beside the method: grüße, 你好.
         *
         * <p>Waits for the reply.
         */
        public Text trailing(Text request) {
            return BlockingCalls.unary(channel(), options(), TRAILING, request);
        }

        /** Waits for the reply. */
        public Text none(Text request) {
            return BlockingCalls.unary(channel(), options(), NONE, request);
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
         * Many lines
         * with stars,
         *
         * <p>and a paragraph. &#64;deprecated by nobody.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Text> block(Text request) {
            return AsyncCalls.unary(channel(), options(), BLOCK, request);
        }

        /**
         * Many lines
         * with stars,
         *
         * <p>and a paragraph. &#64;deprecated by nobody.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void block(Text request, ReplyCallback<Text> callback) {
            AsyncCalls.unary(channel(), options(), BLOCK, request, callback);
        }

        /**
         * Beside the method: grüße, 你好.
         *
         * <p>The future ends with the reply; cancelling it cancels the call.
         */
        public CompletableFuture<Text> trailing(Text request) {
            return AsyncCalls.unary(channel(), options(), TRAILING, request);
        }

        /**
         * Beside the method: grüße, 你好.
         *
         * <p>The callback gets the reply, or the reason why there is none.
         */
        public void trailing(Text request, ReplyCallback<Text> callback) {
            AsyncCalls.unary(channel(), options(), TRAILING, request, callback);
        }

        /** The future ends with the reply; cancelling it cancels the call. */
        public CompletableFuture<Text> none(Text request) {
            return AsyncCalls.unary(channel(), options(), NONE, request);
        }

        /** The callback gets the reply, or the reason why there is none. */
        public void none(Text request, ReplyCallback<Text> callback) {
            AsyncCalls.unary(channel(), options(), NONE, request, callback);
        }
    }
}
