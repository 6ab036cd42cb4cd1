package dev.tern.rpc.netty.io;

import java.net.SocketAddress;

/** What a {@link PacedStream} needs of its connection. */
public interface PacedConnection {
    /** The other side's address. */
    SocketAddress peer();

    /** Whether this is its event loop; any thread. */
    boolean inEventLoop();

    /** Has something run on the event loop, in order; any thread. */
    void submit(QueuedWrite write);

    /** What waits on all of the connection's streams together. */
    Backlog backlog();

    /** Has a stream told when it is ready again, or of its end if it can't be sent any more. Event loop. */
    void watchReady(PacedStream stream);
}
