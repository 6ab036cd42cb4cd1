package dev.tern.rpc.stub;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends a one-way request once the call is ready. True once sent. */
final class OneWaySend<Q> extends AtomicBoolean implements ClientCallListener<Void> {
    private static final long serialVersionUID = 1L;

    private final transient ClientCall<Q, Void> call;
    private final transient Q request;
    private final transient CallFuture<Void> handedOver;

    OneWaySend(ClientCall<Q, Void> call, Q request, CallFuture<Void> handedOver) {
        this.call = call;
        this.request = request;
        this.handedOver = handedOver;
    }

    /** Sends if the call is ready; else {@code onReady} will. */
    void sendIfReady() {
        if (call.isReady()) {
            send();
        }
    }

    /** Sends, unless that was done: what there is no room for, the call then decides. */
    void send() {
        if (compareAndSet(false, true)) {
            call.send(request, true);
        }
    }

    @Override
    public void onMessage(Void never) {
        throw new IllegalStateException("a reply to a one-way call");
    }

    @Override
    public void onReady() {
        sendIfReady();
    }

    @Override
    public void onClose(Outcome outcome) {
        handedOver.onClose(outcome);
    }
}
