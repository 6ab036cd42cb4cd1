package dev.tern.rpc.netty.fault;

import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A transport whose ports are behind a {@link FaultProxy} each: they are at the address that was asked for, as anybody can
 * see, and what really listens is at another one.
 */
public final class ProxiedTransport implements Transport {
    private final Transport transport;
    private final long seed;
    private final Link link;
    private final Queue<FaultProxy> proxies = new ConcurrentLinkedQueue<>();

    /**
     * Both directions of all its proxies are the same kind of link.
     *
     * @param transport closed with this
     */
    public ProxiedTransport(Transport transport, long seed, Link link) {
        this.transport = transport;
        this.seed = seed;
        this.link = link;
    }

    @Override
    public void connect(SocketAddress address, ConnectionListener listener) {
        transport.connect(address, listener);
    }

    @Override
    public ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) throws IOException {
        ListeningPort hidden = transport.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), acceptor);
        try {
            FaultProxy proxy = FaultProxy.at(address, hidden.address(), seed + proxies.size(), link, link);
            proxies.add(proxy);
            return new ProxiedPort(hidden, proxy);
        } catch (IOException taken) {
            hidden.close();
            throw taken;
        }
    }

    @Override
    public void close() {
        transport.close();
        proxies.forEach(FaultProxy::close);
    }

    /** Connections that it had live on when it is closed, and so does the proxy. */
    private record ProxiedPort(ListeningPort hidden, FaultProxy proxy) implements ListeningPort {
        @Override
        public SocketAddress address() {
            return proxy.address();
        }

        @Override
        public void close() {
            proxy.refuseConnections();
            hidden.close();
        }
    }
}
