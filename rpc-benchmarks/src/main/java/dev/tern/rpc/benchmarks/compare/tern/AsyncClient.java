package dev.tern.rpc.benchmarks.compare.tern;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.benchmarks.compare.harness.Completion;
import dev.tern.rpc.benchmarks.compare.harness.Peer;
import dev.tern.rpc.benchmarks.compare.harness.PeerClient;
import dev.tern.rpc.benchmarks.compare.harness.StreamEvents;
import dev.tern.rpc.benchmarks.proto.EchoRpc;
import dev.tern.rpc.benchmarks.proto.Order;
import dev.tern.rpc.benchmarks.proto.Payload;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.stub.ReplyCallback;
import java.time.Duration;
import java.util.concurrent.Flow;

/** Calls by callbacks or futures. */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for what comes after the completion is told
final class AsyncClient implements PeerClient {
    /** How a call tells that it is over. */
    enum Style {
        /** To a callback. */
        CALLBACK,

        /** By a future. */
        FUTURE
    }

    private final EchoRpc.AsyncStub stub;
    private final ClientChannel channel;
    private final Payload request;
    private final int bytes;
    private final Style style;

    AsyncClient(ClientChannel channel, Metadata metadata, Payload request, Style style) {
        this.channel = channel;
        this.stub = EchoRpc.asyncStub(channel)
                .withDeadlineAfter(Duration.ofSeconds(Peer.DEADLINE_SECONDS))
                .withMetadata(metadata);
        this.request = request;
        this.bytes = request.getData().size();
        this.style = style;
    }

    @Override
    public void call(Completion done) {
        if (style == Style.CALLBACK) {
            stub.echo(request, new ReplyTo(done));
            return;
        }
        stub.echo(request).whenComplete((reply, failure) -> {
            if (failure == null) {
                done.succeeded(reply.getData().size());
            } else {
                done.failed(failure);
            }
        });
    }

    @Override
    public void oneWay(Completion done) {
        stub.note(request).whenComplete((nothing, failure) -> {
            if (failure == null) {
                done.succeeded(bytes);
            } else {
                done.failed(failure);
            }
        });
    }

    @Override
    public void stream(int messages, StreamEvents events) {
        stub.pour(Order.newBuilder().setMessages(messages).setBytes(bytes).build())
                .subscribe(new MessagesTo(events));
    }

    @Override
    public void close() {
        channel.close();
    }

    private record ReplyTo(Completion done) implements ReplyCallback<Payload> {
        @Override
        public void onReply(Payload reply) {
            done.succeeded(reply.getData().size());
        }

        @Override
        public void onFailure(RpcException failure) {
            done.failed(failure);
        }
    }

    /** Takes all there is: bytes, of which the connection lets only so many be under way, are limit enough. */
    private record MessagesTo(StreamEvents events) implements Flow.Subscriber<Payload> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Payload message) {
            events.message(message.getData().size());
        }

        @Override
        public void onError(Throwable failure) {
            events.failed(failure);
        }

        @Override
        public void onComplete() {
            events.ended();
        }
    }
}
