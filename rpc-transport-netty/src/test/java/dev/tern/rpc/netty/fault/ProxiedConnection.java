package dev.tern.rpc.netty.fault;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One connection through a {@link FaultProxy}: a socket to the client, one to the server. On the proxy's thread only. */
final class ProxiedConnection {
    private final SocketChannel client;
    private final SocketChannel server;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private final Relay toServer;
    private final Relay toClient;
    private boolean swallowed;
    private boolean over;

    /** Begins to connect to the server. */
    ProxiedConnection(
            SocketChannel client,
            SocketAddress target,
            Selector selector,
            Link linkToServer,
            Link linkToClient,
            long seed,
            Relay.Owner owner)
            throws IOException {
        this.client = client;
        this.server = SocketChannel.open();
        server.setOption(StandardSocketOptions.SO_RCVBUF, linkToClient.bufferBytes());
        for (SocketChannel socket : List.of(client, server)) {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        this.toServer = new Relay(Direction.TO_SERVER, client, server, linkToServer, 2 * seed, owner);
        this.toClient = new Relay(Direction.TO_CLIENT, server, client, linkToClient, 2 * seed + 1, owner);
        this.clientKey = client.register(selector, 0);
        this.serverKey = server.register(selector, SelectionKey.OP_CONNECT);
        connect(target);
    }

    /** Does what there is to do. */
    void run(long now) {
        if (over || swallowed) {
            return;
        }
        try {
            if (!server.isConnected() && !server.finishConnect()) {
                return;
            }
            for (Relay relay : List.of(toServer, toClient)) {
                relay.run(now);
                if (over || swallowed) {
                    return;
                }
            }
            if (toServer.isOver() && toClient.isOver()) {
                close();
                return;
            }
            if ((toServer.isBroken() || toClient.isBroken()) && toServer.isEmpty() && toClient.isEmpty()) {
                // One side is gone: the other hears so, behind all that was on its way there, as on any network.
                reset();
                return;
            }
            clientKey.interestOps(interest(toServer, toClient));
            serverKey.interestOps(interest(toClient, toServer));
        } catch (IOException failure) {
            // The server is not there.
            reset();
        }
    }

    boolean isOver() {
        return over;
    }

    boolean has(Relay relay) {
        return relay == toServer || relay == toClient;
    }

    /** When to run again if no socket says so before. */
    long nextDueNanos() {
        return over || swallowed ? Long.MAX_VALUE : Math.min(toServer.nextDueNanos(), toClient.nextDueNanos());
    }

    void strike(Fault fault, Direction direction) {
        if (over) {
            return;
        }
        try {
            switch (fault) {
                case RESET -> reset();
                case FIN -> {
                    toServer.halfClose();
                    toClient.halfClose();
                }
                case HALF_CLOSE -> (direction == Direction.TO_SERVER ? toServer : toClient).halfClose();
                case BLACK_HOLE -> {
                    swallowed = true;
                    clientKey.interestOps(0);
                    serverKey.interestOps(0);
                }
            }
        } catch (IOException gone) {
            reset();
        }
    }

    /** Has both sides get a RST. */
    void reset() {
        for (SocketChannel socket : List.of(client, server)) {
            try {
                socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException gone) {
                continue;
            }
        }
        close();
    }

    private void close() {
        over = true;
        for (SocketChannel socket : List.of(client, server)) {
            try {
                socket.close();
            } catch (IOException gone) {
                // It was to be closed, and is.
                continue;
            }
        }
    }

    private void connect(SocketAddress target) {
        try {
            server.connect(target);
        } catch (IOException refused) {
            reset();
        }
    }

    private static int interest(Relay reads, Relay writes) {
        return (reads.wantsToRead() ? SelectionKey.OP_READ : 0) | (writes.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
    }
}
