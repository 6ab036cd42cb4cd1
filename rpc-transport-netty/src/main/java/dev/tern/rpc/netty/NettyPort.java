package dev.tern.rpc.netty;

import dev.tern.rpc.transport.ListeningPort;
import io.netty.channel.Channel;
import java.net.SocketAddress;

/** A port that accepts connections. */
final class NettyPort implements ListeningPort {
    private final Channel channel;
    private final EventLoops loops;
    private final SocketAddress address;

    NettyPort(Channel channel, EventLoops loops) {
        this.channel = channel;
        this.loops = loops;
        this.address = channel.localAddress();
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        var closed = channel.close();
        if (!loops.isCurrent()) {
            closed.awaitUninterruptibly();
        }
    }
}
