package dev.tern.rpc.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the connections of one port, and closes those over the limit. Any thread. */
final class AcceptedConnections {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedConnections.class);

    private final int max;
    private final AtomicInteger live = new AtomicInteger();

    AcceptedConnections(int max) {
        this.max = max;
    }

    /** Whether a connection may stay; if not it is closed. */
    boolean add(Channel channel) {
        channel.closeFuture().addListener((ChannelFutureListener) closed -> live.decrementAndGet());
        if (live.incrementAndGet() > max) {
            LOG.debug("closing {}: the port has maxConnections {}", channel.remoteAddress(), max);
            channel.close();
            return false;
        }
        return true;
    }
}
