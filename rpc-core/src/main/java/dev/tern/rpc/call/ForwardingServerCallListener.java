package dev.tern.rpc.call;

import dev.tern.rpc.Status;

/** A listener that passes everything on; an interceptor overrides what it cares for. */
public abstract class ForwardingServerCallListener<Q> implements ServerCallListener<Q> {
    private final ServerCallListener<Q> next;

    protected ForwardingServerCallListener(ServerCallListener<Q> next) {
        this.next = next;
    }

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
        next.onReady();
    }

    @Override
    public void onClose(Status status) {
        next.onClose(status);
    }
}
