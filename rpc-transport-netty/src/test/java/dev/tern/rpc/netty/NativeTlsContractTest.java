package dev.tern.rpc.netty;

import dev.tern.rpc.contract.TransportContractTest;
import dev.tern.rpc.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The native wire keeps the contract over TLS too, and gives every buffer back. */
class NativeTlsContractTest extends TransportContractTest {
    private final List<CountedTransport> transports = new ArrayList<>();

    @Override
    protected Transport newTransport() {
        CountedTransport transport = CountedTransport.of(
                settings -> settings.tls(TestCertificates.server()).tls(TestCertificates.client()));
        transports.add(transport);
        return transport.get();
    }

    @Override
    protected SocketAddress newAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Override
    protected void assertNothingLeaked() {
        transports.forEach(CountedTransport::close);
        transports.clear();
    }
}
