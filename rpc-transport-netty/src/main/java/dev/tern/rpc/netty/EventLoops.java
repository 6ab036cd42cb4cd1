package dev.tern.rpc.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Event loops and the channels that go with them: native epoll where it loads, NIO otherwise.
 *
 * @param group the loops
 * @param socket the channels of connections
 * @param serverSocket the channels of ports
 */
record EventLoops(EventLoopGroup group, Class<? extends Channel> socket, Class<? extends ServerChannel> serverSocket) {
    static EventLoops of(int threads) {
        // Daemons: a forgotten transport must not keep a process alive.
        DefaultThreadFactory factory = new DefaultThreadFactory("tern-loop", true);
        return Epoll.isAvailable()
                ? new EventLoops(
                        new MultiThreadIoEventLoopGroup(threads, factory, EpollIoHandler.newFactory()),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class)
                : new EventLoops(
                        new MultiThreadIoEventLoopGroup(threads, factory, NioIoHandler.newFactory()),
                        NioSocketChannel.class,
                        NioServerSocketChannel.class);
    }

    /** Whether this thread is one of the loops, and so must not wait for any. */
    boolean isCurrent() {
        for (var loop : group) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    /** Stops the loops; returns when their threads are done, or at once on one of them. */
    void close() {
        var stopped = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        if (!isCurrent()) {
            stopped.awaitUninterruptibly();
        }
    }
}
