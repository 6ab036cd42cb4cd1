package dev.tern.rpc.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The in-process transport keeps the contract. */
final class InProcessContractTest extends TransportContractTest {
    private final AtomicInteger names = new AtomicInteger();
    private @Nullable InProcessTransport transport;

    @Override
    protected Transport newTransport() {
        transport = InProcessTransport.create();
        return transport;
    }

    @Override
    protected Transport newClientTransport(Transport serverTransport) {
        return serverTransport;
    }

    @Override
    protected SocketAddress newAddress() {
        return InProcessAddress.of("contract-" + names.incrementAndGet());
    }

    @Override
    protected void assertNothingLeaked() {
        InProcessTransport used = transport;
        if (used != null) {
            Await.until("no live streams", () -> used.liveStreams() == 0);
            Await.until("no held messages", () -> used.heldMessages() == 0);
            assertEquals(0, used.liveStreams());
        }
    }
}
