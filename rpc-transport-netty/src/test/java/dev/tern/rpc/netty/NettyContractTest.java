package dev.tern.rpc.netty;

import dev.tern.rpc.contract.TransportContractTest;
import dev.tern.rpc.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A wire keeps the contract, and gives every buffer back. */
abstract class NettyContractTest extends TransportContractTest {
    private final UnaryOperator<NettyTransportBuilder> settings;
    private final List<CountedTransport> transports = new ArrayList<>();

    NettyContractTest(UnaryOperator<NettyTransportBuilder> settings) {
        this.settings = settings;
    }

    @Override
    protected final Transport newTransport() {
        CountedTransport transport = CountedTransport.of(settings);
        transports.add(transport);
        return around(transport.get());
    }

    /** What the suite is given for a transport; closing that closes the transport. */
    Transport around(NettyTransport transport) {
        return transport;
    }

    @Override
    protected final SocketAddress newAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    protected final void assertNothingLeaked() {
        transports.forEach(CountedTransport::close);
        transports.clear();
    }
}
