package dev.tern.rpc.netty;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.transport.InboundMessage;
import dev.tern.rpc.transport.StreamListener;

/** Gives messages to another listener, and keeps the end to itself. */
class ForwardingHeard implements StreamListener {
    private final Heard heard;

    ForwardingHeard(Heard heard) {
        this.heard = heard;
    }

    @Override
    public void onHeaders(Metadata headers) {}

    @Override
    public void onMessage(InboundMessage message) {
        heard.onMessage(message);
    }

    @Override
    public void onHalfClose() {}

    @Override
    public void onReady() {}

    @Override
    public void onClosed(Status status, Metadata trailers, Origin origin, boolean neverSent) {}
}
