package dev.tern.rpc.netty.io;

import dev.tern.rpc.transport.Connection;

/**
 * Knows the connections there are, so that closing the transport ends them all, and what those that were have found out for
 * those to come. Called on event loops.
 */
public interface LiveConnections {
    /** A connection has begun. */
    void begun(Connection connection);

    /** A connection has ended, and its last stream too. */
    void ended(Connection connection);

    /** How often peers that don't tell may be asked whether they are there. */
    PingIntervals pingIntervals();
}
