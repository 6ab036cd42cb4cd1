package dev.tern.rpc.client;

import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does nothing by itself: keeps the attempts to connect, for a test to decide what becomes of them. */
final class ScriptedTransport implements Transport {
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable RuntimeException broken;

    /** One attempt to connect. */
    record Attempt(SocketAddress address, ConnectionListener listener) {
        /** Has it succeed. */
        ScriptedConnection succeed() {
            ScriptedConnection connection = new ScriptedConnection(address);
            listener.onReady(connection);
            return connection;
        }
    }

    /** All attempts so far. */
    List<Attempt> attempts() {
        return attempts;
    }

    /** Has attempts throw from here on. */
    void breakWith(RuntimeException failure) {
        broken = failure;
    }

    /** The latest attempt. */
    Attempt last() {
        return attempts.get(attempts.size() - 1);
    }

    @Override
    public void connect(SocketAddress address, ConnectionListener listener) {
        attempts.add(new Attempt(address, listener));
        RuntimeException failure = broken;
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
