package dev.tern.rpc.stub;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import java.util.Objects;

/**
 * Calls that block the calling thread, platform or virtual; generated blocking stubs are made of these. All throw {@link
 * RpcException} when the call fails; an interrupt cancels the call, leaves the thread's interrupt flag set and surfaces as
 * CANCELLED.
 */
public final class BlockingCalls {
    private BlockingCalls() {}

    /** One request, one reply; returns with the reply. */
    public static <Q, R> R unary(Channel channel, CallOptions options, MethodDescriptor<Q, R> method, Q request) {
        ClientCall<Q, R> call = channel.newCall(method, options);
        BlockingReply<R> reply = new BlockingReply<>();
        call.start(reply, reply);
        call.send(request, true);
        return Objects.requireNonNull(reply.await(call, channel.spinNanos()));
    }

    /**
     * One request and no reply; returns once the request is handed to the socket. At most once: nothing tells whether the
     * server ran it. Waits while the connection is full, or fails with RESOURCE_EXHAUSTED, as the options say.
     */
    public static <Q> void oneWay(Channel channel, CallOptions options, MethodDescriptor<Q, ?> method, Q request) {
        sendOneWay(channel.newCall(method, options), options, request);
    }

    private static <Q, R> void sendOneWay(ClientCall<Q, R> call, CallOptions options, Q request) {
        BlockingReply<R> end = new BlockingReply<>();
        call.start(end, end);
        if (options.whenFull() == WhenFull.WAIT) {
            end.awaitReady(call);
        }
        call.send(request, true);
        end.await(call, 0);
    }

    /** One request, then replies drawn at the caller's pace. Close the stream, or read it to its end. */
    public static <Q, R> MessageStream<R> serverStreaming(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method, Q request) {
        BlockingExchange<Q, R> exchange = BlockingExchange.start(channel.newCall(method, options));
        exchange.sendOnly(request);
        return exchange.replies();
    }

    /** Requests sent one by one, then one reply. */
    public static <Q, R> BlockingUpload<Q, R> clientStreaming(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method) {
        return new BlockingUpload<>(BlockingExchange.start(channel.newCall(method, options)));
    }

    /** Requests and replies in any interleaving, from one thread or two. */
    public static <Q, R> BlockingExchange<Q, R> bidiStreaming(
            Channel channel, CallOptions options, MethodDescriptor<Q, R> method) {
        return BlockingExchange.start(channel.newCall(method, options));
    }
}
