package dev.tern.rpc.stub;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Calls that never block; generated asynchronous stubs are made of these. What depends on a future, callbacks and
 * subscribers run on the channel's executor. Failures are {@link RpcException}s. Cancelling a returned future, or a
 * subscription, cancels its call.
 */
public final class AsyncCalls {
    private AsyncCalls() {}

    /** One request, one reply. The future is also a token to poll: {@code isDone}, {@code getNow}. */
    public static <Q, R> CompletableFuture<R> unary(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method, Q request) {
        ClientCall<Q, R> call = channel.newCall(method, options);
        ReplyFuture<R> reply = new ReplyFuture<>(call);
        call.start(reply, channel.executor());
        call.send(request, true);
        return reply;
    }

    /** One request, one reply, told to a callback. */
    public static <Q, R> void unary(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method, Q request, ReplyCallback<R> callback) {
        ClientCall<Q, R> call = channel.newCall(method, options);
        call.start(new CallbackListener<>(callback), channel.executor());
        call.send(request, true);
    }

    /**
     * One request and no reply; the future completes once the request is handed to the socket. At most once. While the
     * connection is full the request waits, or fails with RESOURCE_EXHAUSTED, as the options say; who sends without
     * waiting for the futures is bounded by the channel's limit of calls.
     */
    @SuppressWarnings("unchecked") // no reply ever comes, so its type does not matter
    public static <Q> CompletableFuture<Void> oneWay(
            Channel channel, CallOptions options, MethodDescriptor<Q, ?> method, Q request) {
        ClientCall<Q, Void> call = (ClientCall<Q, Void>) channel.newCall(method, options);
        OneWayFuture<Q> handedOver = new OneWayFuture<>(call, request);
        call.start(handedOver, channel.executor());
        if (options.whenFull() == WhenFull.FAIL) {
            handedOver.send();
        } else {
            handedOver.sendIfReady();
        }
        return handedOver;
    }

    /**
     * One request, any number of replies. The call is made when the publisher is subscribed to, which may be done once;
     * the subscriber's demand is the call's.
     */
    public static <Q, R> Flow.Publisher<R> serverStreaming(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method, Q request) {
        Objects.requireNonNull(request, "request");
        return new ReplyPublisher<>(channel, options, method, call -> call.send(request, true), null);
    }

    /** Requests from a publisher, then one reply. The call is made at once and subscribes to the requests. */
    public static <Q, R> CompletableFuture<R> clientStreaming(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method, Flow.Publisher<Q> requests) {
        ClientCall<Q, R> call = channel.newCall(method, options);
        ReplyFuture<R> reply = new ReplyFuture<>(call);
        RequestSubscriber<Q> sender = new RequestSubscriber<>(call);
        call.start(sender.listening(reply), channel.executor());
        requests.subscribe(sender);
        return reply;
    }

    /**
     * Requests and replies in any interleaving. The call is made, and subscribes to the requests, when the publisher of
     * replies is subscribed to, which may be done once.
     */
    public static <Q, R> Flow.Publisher<R> bidiStreaming(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method, Flow.Publisher<Q> requests) {
        return new ReplyPublisher<>(channel, options, method, call -> {}, Objects.requireNonNull(requests, "requests"));
    }

    private static final class CallbackListener<R> implements ClientCallListener<R> {
        private final ReplyCallback<R> callback;
        private @Nullable R reply;

        CallbackListener(ReplyCallback<R> callback) {
            this.callback = Objects.requireNonNull(callback, "callback");
        }

        @Override
        public void onMessage(R message) {
            reply = message;
        }

        @Override
        public void onClose(Outcome outcome) {
            if (outcome.isOk()) {
                callback.onReply(Objects.requireNonNull(reply));
            } else {
                callback.onFailure(new RpcException(outcome));
            }
        }
    }
}
