package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import dev.tern.rpc.TlsSession;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A live connection as a channel has it: counts the calls on it, so that there are never more than this side and the peer
 * allow. A call enters before it is opened and leaves when its stream has closed; that is all the limit costs a call.
 */
final class CountedConnection implements ClientConnection {
    private final ClientConnection connection;
    private final int maxCalls;
    private final AtomicInteger calls = new AtomicInteger();

    CountedConnection(ClientConnection connection, int maxCalls) {
        this.connection = connection;
        this.maxCalls = maxCalls;
    }

    /** Takes a place for one call; false if there is none. */
    boolean enter() {
        int limit = maxCalls();
        int now = calls.get();
        while (now < limit) {
            // Not an increment taken back when it was too much: that would hide a place from who looks for one
            // meanwhile.
            if (calls.compareAndSet(now, now + 1)) {
                return true;
            }
            now = calls.get();
        }
        return false;
    }

    /** Gives a place back. */
    void leave() {
        calls.decrementAndGet();
    }

    /** Calls on the connection now. */
    int calls() {
        return calls.get();
    }

    /** The lower of both sides' limits. A peer that allows none for now is asked all the same: the transport has it wait. */
    @Override
    public int maxCalls() {
        return Math.min(maxCalls, Math.max(1, connection.maxCalls()));
    }

    /** Why no call can enter, in words. */
    String describeFull() {
        int limit = maxCalls();
        return "the connection with " + peer() + " has " + limit + " calls in flight, "
                + (limit < maxCalls ? "the most its peer allows" : "maxCallsPerConnection");
    }

    /** The transport's connection under this one. */
    ClientConnection connection() {
        return connection;
    }

    @Override
    public Stream open(RequestHead head, StreamListener listener) {
        return connection.open(head, listener);
    }

    @Override
    public SocketAddress peer() {
        return connection.peer();
    }

    @Override
    public Optional<TlsSession> tls() {
        return connection.tls();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }

    @Override
    public void drain() {
        connection.drain();
    }

    @Override
    public void close(Status reason) {
        connection.close(reason);
    }
}
