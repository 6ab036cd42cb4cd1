package dev.tern.rpc.transport;

/** Hears of connections that peers made. */
@FunctionalInterface
public interface ConnectionAcceptor {
    /** A peer has connected and the handshake is done. */
    ServerConnectionListener onConnection(Connection connection);
}
