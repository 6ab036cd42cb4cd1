package dev.tern.rpc.transport;

import java.io.IOException;
import java.net.SocketAddress;

/**
 * Makes connections, and accepts them. Safe for any number of threads; shared by as many channels and servers as one
 * likes.
 *
 * <p>All methods of listeners are called on the transport's own threads (or, in-process, on the other side's thread)
 * and must not block.
 */
public interface Transport extends AutoCloseable {
    /**
     * Begins to connect. The listener hears of success or failure exactly once; bounded by the transport's own connect
     * and handshake timeouts.
     *
     * @param address where to; the transport says which kinds it knows
     * @param listener hears what becomes of it
     */
    void connect(SocketAddress address, ConnectionListener listener);

    /**
     * Accepts connections at an address until the port is closed.
     *
     * @throws IOException if the address can't be listened at, saying which and why
     */
    ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) throws IOException;

    /** Closes every connection and port made here, and gives back threads. Returns when that is done. */
    @Override
    void close();
}
