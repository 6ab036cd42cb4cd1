package dev.tern.rpc.stub;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;

/** The requests of a call that is being served. */
final class RequestPublisher<Q> extends MessagePublisher<Q> implements ServerCallListener<Q> {
    private final ServerCall<Q, ?> call;

    RequestPublisher(ServerCall<Q, ?> call) {
        this.call = call;
    }

    @Override
    void begin() {
        // The call began before its handler did.
    }

    @Override
    void ask(int messages) {
        call.request(messages);
    }

    @Override
    void giveUp() {
        // Reading no further does not end the call: the handler may still reply.
    }

    @Override
    public void onMessage(Q message) {
        add(message);
    }

    @Override
    public void onHalfClose() {
        end(null);
    }

    @Override
    public void onClose(Status status) {
        end(status.isOk() ? null : new RpcException(status));
    }
}
