package dev.tern.rpc.call;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Outcome;

/** A listener that passes everything on; an interceptor overrides what it cares for. */
public abstract class ForwardingClientCallListener<R> implements ClientCallListener<R> {
    private final ClientCallListener<R> next;

    protected ForwardingClientCallListener(ClientCallListener<R> next) {
        this.next = next;
    }

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
        next.onReady();
    }

    @Override
    public void onClose(Outcome outcome) {
        next.onClose(outcome);
    }
}
