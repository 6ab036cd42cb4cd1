package dev.tern.rpc.server;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.StreamListener;

/** Hears of a call that was refused when it came: frees what still comes of it. */
enum RefusedCall implements StreamListener {
    /** One for all; it has no state. */
    INSTANCE;

    @Override
    public void onHeaders(Metadata headers) {}

    @Override
    public void onMessage(InboundMessage message) {
        message.discard();
    }

    @Override
    public void onHalfClose() {}

    @Override
    public void onReady() {}

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {}
}
