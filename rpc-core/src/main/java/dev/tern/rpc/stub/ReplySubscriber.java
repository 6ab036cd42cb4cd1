package dev.tern.rpc.stub;

import dev.tern.rpc.Status;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;

/** Sends a publisher's messages as the replies of a call. */
final class ReplySubscriber<R> extends MessageSubscriber<R> {
    private final ServerCall<?, R> call;

    ReplySubscriber(ServerCall<?, R> call) {
        this.call = call;
    }

    /** A listener that keeps this sender going, and tells the rest to another. */
    <Q> ServerCallListener<Q> listening(ServerCallListener<Q> next) {
        return new ServerCallListener<>() {
            @Override
            public void onMessage(Q message) {
                next.onMessage(message);
            }

            @Override
            public void onHalfClose() {
                next.onHalfClose();
            }

            @Override
            public void onReady() {
                askIfReady();
            }

            @Override
            public void onClose(Status status) {
                stop();
                next.onClose(status);
            }
        };
    }

    @Override
    boolean isReady() {
        return call.isReady();
    }

    @Override
    void send(R message) {
        call.send(message);
    }

    @Override
    void finish() {
        call.close(Status.OK);
    }

    @Override
    void fail(Throwable failure) {
        call.fail(failure);
    }
}
