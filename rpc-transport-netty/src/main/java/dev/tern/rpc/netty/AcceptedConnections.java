package dev.tern.rpc.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the connections of one port, and finds those over the limit. Any thread.
 */
final class AcceptedConnections {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedConnections.class);

    /**
     * How many over the limit may be told why they are not wanted, at a time: enough for whoever looks for the reason, and
     * not many sockets more than what was asked for.
     */
    private static final int MAX_TOLD = 64;

    /** What becomes of a connection. */
    enum Verdict {
        /** It is within the limit. */
        STAYS,
        /** It is one too many, and may be told. */
        TURNED_AWAY,
        /** It is one of too many to be told, and is closed. */
        CLOSED
    }

    private final int max;
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();

    AcceptedConnections(int max) {
        this.max = max;
    }

    /** A connection has come. */
    Verdict add(Channel channel) {
        if (live.incrementAndGet() <= max) {
            countDown(channel, live);
            return Verdict.STAYS;
        }
        live.decrementAndGet();
        if (told.incrementAndGet() <= MAX_TOLD) {
            countDown(channel, told);
            LOG.debug("turning {} away: {}", channel.remoteAddress(), complaint());
            return Verdict.TURNED_AWAY;
        }
        told.decrementAndGet();
        LOG.debug("closing {}: {}", channel.remoteAddress(), complaint());
        channel.close();
        return Verdict.CLOSED;
    }

    private static void countDown(Channel channel, AtomicInteger count) {
        channel.closeFuture().addListener((ChannelFutureListener) closed -> count.decrementAndGet());
    }

    /** What is said of those over the limit. */
    String complaint() {
        return "the port has maxConnections " + max;
    }
}
