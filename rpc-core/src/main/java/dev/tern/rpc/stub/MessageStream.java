package dev.tern.rpc.stub;

import java.util.Iterator;

/**
 * Messages of a stream, drawn one after another at the reader's pace: replies on a client, requests on a server. To be
 * read by one thread, once.
 *
 * <p>Reading blocks until the next message is there. The other side can send only as far ahead as flow control lets it:
 * at most 32 messages, and the transport's credit in bytes, wait here for a slow reader.
 *
 * <p>On a client {@link #hasNext} and {@link #next} throw {@link dev.tern.rpc.RpcException} if the call has failed, after
 * all messages that came before; on a server, if the call was cancelled.
 *
 * @param <T> the message
 */
@SuppressWarnings("IterableAndIterator") // made for for-each, and read once
public interface MessageStream<T> extends Iterable<T>, Iterator<T>, AutoCloseable {
    /** Waits for the next message, or the end. */
    @Override
    boolean hasNext();

    /**
     * Waits for the next message and takes it.
     *
     * @throws java.util.NoSuchElementException if there are no more
     */
    @Override
    T next();

    /** This stream itself; there is no second pass. */
    @Override
    default Iterator<T> iterator() {
        return this;
    }

    /** Gives up the rest: on a client that cancels the call, unless it has ended. Idempotent. */
    @Override
    void close();
}
