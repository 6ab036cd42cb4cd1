package dev.tern.rpc.benchmarks.compare.raw;

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
import java.util.concurrent.TimeUnit;

/**
 * One event loop: epoll where it loads.
 *
 * @param group the loop
 * @param socket channels of connections
 * @param serverSocket channels of ports
 */
record Loop(EventLoopGroup group, Class<? extends Channel> socket, Class<? extends ServerChannel> serverSocket) {
    private static final int PATIENCE_SECONDS = 2;

    static Loop create() {
        return Epoll.isAvailable()
                ? new Loop(
                        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class)
                : new Loop(
                        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
                        NioSocketChannel.class,
                        NioServerSocketChannel.class);
    }

    /** Stops it, with its connections. */
    void close() {
        group.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
