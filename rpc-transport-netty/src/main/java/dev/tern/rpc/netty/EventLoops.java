package dev.tern.rpc.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Event loops and the channels that go with them: native epoll where it loads, NIO otherwise.
 *
 * @param group the loops
 * @param socket the channels of connections
 * @param serverSocket the channels of ports
 */
record EventLoops(EventLoopGroup group, Class<? extends Channel> socket, Class<? extends ServerChannel> serverSocket) {
    /** Netty begins with a list of events of its own size, and makes it longer when it was full. */
    private static final int EVENTS_GROW = 0;

    /**
     * Loops.
     *
     * @param spinNanos how long they look for something to do before they sleep; 0 for not at all
     */
    static EventLoops of(int threads, long spinNanos) {
        SelectStrategyFactory waits =
                spinNanos == 0 ? DefaultSelectStrategyFactory.INSTANCE : () -> new BusyPoll(spinNanos);
        // Daemons: a forgotten transport must not keep a process alive.
        DefaultThreadFactory factory = new DefaultThreadFactory("tern-loop", true);
        return Epoll.isAvailable()
                ? new EventLoops(
                        new MultiThreadIoEventLoopGroup(
                                threads, factory, EpollIoHandler.newFactory(EVENTS_GROW, waits)),
                        EpollSocketChannel.class,
                        EpollServerSocketChannel.class)
                : new EventLoops(
                        new MultiThreadIoEventLoopGroup(
                                threads, factory, NioIoHandler.newFactory(SelectorProvider.provider(), waits)),
                        NioSocketChannel.class,
                        NioServerSocketChannel.class);
    }

    /**
     * Has sockets fail whose bytes are not acknowledged for so long. A PING finds that out too, where there are streams or
     * something is to be heard; this is for the rest, and for peers that may not be asked often. Only epoll knows it.
     *
     * @param set sets an option
     * @param millis 0 for what the system says
     */
    void silenceTimeout(BiConsumer<ChannelOption<Integer>, Integer> set, int millis) {
        if (millis > 0 && socket == EpollSocketChannel.class) {
            set.accept(EpollChannelOption.TCP_USER_TIMEOUT, millis);
        }
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
