package dev.tern.rpc.netty;

import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A transport as one of those who share it has it: with other settings for the connections made through it. Closing it closes
 * no connection, for the transport is someone else's; what was made through it ends with that one. No more connections with
 * TLS are made then.
 *
 * @param shared has the event loops, the limits and the list of what is live
 * @param connecting what connections are that are made here
 * @param clientTls the TLS they have; null for none
 * @param tls what ports have that listen here; null for none
 * @param closing gives up what is for this one alone
 */
record SharedTransport(
        NettyTransport shared,
        ConnectSettings connecting,
        @Nullable LiveTls clientTls,
        @Nullable ServerTls tls,
        Runnable closing)
        implements Transport {
    @Override
    public void connect(SocketAddress address, ConnectionListener listener) {
        shared.connect(address, connecting, clientTls, listener);
    }

    @Override
    public ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) throws IOException {
        return shared.listen(address, tls, acceptor);
    }

    @Override
    public void close() {
        closing.run();
    }
}
