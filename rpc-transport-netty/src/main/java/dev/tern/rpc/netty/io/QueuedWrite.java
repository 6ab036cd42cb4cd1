package dev.tern.rpc.netty.io;

import org.jspecify.annotations.Nullable;

/**
 * Something to do on the event loop of one connection, in the order in which it was {@linkplain WriteBatcher#submit
 * submitted}. It is its own node in the queue, so an object can be in the queue only once at a time.
 */
public abstract class QueuedWrite {
    /** The one submitted before; written by who submits, read by the event loop after it took the whole queue. */
    @Nullable
    QueuedWrite next;

    /** Runs on the event loop. What it writes is flushed with what its neighbours write. */
    protected abstract void run();
}
