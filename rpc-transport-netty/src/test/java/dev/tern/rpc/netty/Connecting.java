package dev.tern.rpc.netty;

import dev.tern.rpc.Status;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A connection that is made, and how it ended. */
public final class Connecting implements ConnectionListener {
    /** Completes when it is ready. */
    public final CompletableFuture<ClientConnection> ready = new CompletableFuture<>();

    /** Completes when the peer drains. */
    public final CompletableFuture<Void> draining = new CompletableFuture<>();

    /** Completes when it is over. */
    public final CompletableFuture<Status> closed = new CompletableFuture<>();

    /** Begins to connect. */
    public static Connecting to(Transport transport, SocketAddress address) {
        Connecting connecting = new Connecting();
        transport.connect(address, connecting);
        return connecting;
    }

    /** The connection, once it is ready. */
    public ClientConnection connection() {
        return get(ready);
    }

    /** Waits for something that must come. */
    public static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void onReady(ClientConnection connection) {
        ready.complete(connection);
    }

    @Override
    public void onDraining() {
        draining.complete(null);
    }

    @Override
    public void onClosed(Status reason) {
        closed.complete(reason);
        ready.completeExceptionally(reason.asException());
    }
}
