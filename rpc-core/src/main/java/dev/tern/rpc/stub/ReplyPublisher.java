package dev.tern.rpc.stub;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The replies of a call that is made when somebody subscribes. */
final class ReplyPublisher<Q, R> extends MessagePublisher<R> implements ClientCallListener<R> {
    private final Channel channel;
    private final ClientCall<Q, R> call;
    private final Consumer<ClientCall<Q, R>> first;
    private final Flow.@Nullable Publisher<Q> requests;

    ReplyPublisher(
            Channel channel,
            CallOptions options,
            MethodDescriptor<Q, R> method,
            Consumer<ClientCall<Q, R>> first,
            Flow.@Nullable Publisher<Q> requests) {
        this.channel = channel;
        this.call = channel.newCall(method, options);
        this.first = first;
        this.requests = requests;
    }

    @Override
    void begin() {
        if (requests == null) {
            call.start(this, channel.executor());
            first.accept(call);
        } else {
            RequestSubscriber<Q> sender = new RequestSubscriber<>(call);
            call.start(sender.listening(this), channel.executor());
            requests.subscribe(sender);
        }
    }

    @Override
    void ask(int messages) {
        call.request(messages);
    }

    @Override
    void giveUp() {
        call.cancel("the subscriber of the replies cancelled", null);
    }

    @Override
    public void onMessage(R message) {
        add(message);
    }

    @Override
    public void onClose(Outcome outcome) {
        end(outcome.isOk() ? null : new RpcException(outcome));
    }
}
