package dev.tern.rpc.inprocess;

import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ListeningPort;
import java.util.concurrent.ConcurrentMap;

/** A name somebody listens at. */
final class NamedPort implements ListeningPort {
    private final InProcessAddress address;
    private final ConnectionAcceptor acceptor;

    /** The names of the transport; this port is in it under its address while it is open. */
    private final ConcurrentMap<InProcessAddress, NamedPort> ports;

    NamedPort(InProcessAddress address, ConnectionAcceptor acceptor, ConcurrentMap<InProcessAddress, NamedPort> ports) {
        this.address = address;
        this.acceptor = acceptor;
        this.ports = ports;
    }

    @Override
    public InProcessAddress address() {
        return address;
    }

    ConnectionAcceptor acceptor() {
        return acceptor;
    }

    @Override
    public void close() {
        ports.remove(address, this);
    }
}
