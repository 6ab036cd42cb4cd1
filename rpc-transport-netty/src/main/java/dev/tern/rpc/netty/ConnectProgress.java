package dev.tern.rpc.netty;

import dev.tern.rpc.transport.ConnectStep;
import dev.tern.rpc.transport.ConnectionListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Tells a connection's listener that its address was reached, and goes. Stands first, so that this is said before what
 * stands behind begins on it; a listener of the connect's own future may be told later. Event loop.
 */
final class ConnectProgress extends ChannelInboundHandlerAdapter {
    private final ConnectionListener listener;
    private final ConnectStep next;

    /**
     * A handler for one connection.
     *
     * @param next what comes after the address was reached
     */
    ConnectProgress(ConnectionListener listener, ConnectStep next) {
        this.listener = listener;
        this.next = next;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        listener.onStep(next);
        ctx.fireChannelActive();
        ctx.pipeline().remove(this);
    }
}
