package dev.tern.rpc.stub;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;

/** Sends a publisher's messages as the requests of a call. */
final class RequestSubscriber<Q> extends MessageSubscriber<Q> {
    private final ClientCall<Q, ?> call;

    RequestSubscriber(ClientCall<Q, ?> call) {
        this.call = call;
    }

    /** A listener that keeps this sender going, and tells the rest to another. */
    <R> ClientCallListener<R> listening(ClientCallListener<R> next) {
        return new ClientCallListener<>() {
            @Override
            public void onHeaders(Metadata headers) {
                next.onHeaders(headers);
            }

            @Override
            public void onMessage(R message) {
                next.onMessage(message);
            }

            @Override
            public void onReady() {
                askIfReady();
            }

            @Override
            public void onClose(Outcome outcome) {
                stop();
                next.onClose(outcome);
            }
        };
    }

    @Override
    boolean isReady() {
        return call.isReady();
    }

    @Override
    void send(Q message) {
        call.send(message, false);
    }

    @Override
    void finish() {
        call.halfClose();
    }

    @Override
    void fail(Throwable failure) {
        call.cancel("the publisher of requests failed: " + failure, failure);
    }
}
