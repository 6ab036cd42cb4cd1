package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels whose connections go while nobody calls, on both wires. */
class IdleChannelTest {
    private static final int IDLE_MILLIS = 20;
    private static final int CALLS = 12;

    /** Calls at such times that some come just as the connection goes: a few idle timeouts long, to meet that moment. */
    private static void callsAtTheEdgeOfIdleness(Protocol wire, UnaryOperator<NettyTransportBuilder> settings)
            throws IOException {
        try (CountedTransport transport = CountedTransport.of(common -> settings.apply(common.protocol(wire)));
                Server server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .transport(transport.get())
                        .add(TextService.echo().bind())
                        .start();
                ClientChannel channel = NettyChannel.builder("localhost:" + server.port())
                        .transport(transport.get())
                        .build()) {
            for (int i = 0; i < CALLS; i++) {
                assertEquals(
                        "hello",
                        BlockingCalls.unary(channel, CallOptions.DEFAULT, UNARY, new Text("hello"))
                                .value());
                long until = System.nanoTime()
                        + Duration.ofMillis(IDLE_MILLIS).toNanos()
                        + Duration.ofMillis(i).toNanos() / 2;
                while (System.nanoTime() - until < 0) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noCallNoticesThatServersCloseIdleConnections(Protocol wire) throws IOException {
        callsAtTheEdgeOfIdleness(wire, settings -> settings.serverIdleTimeout(Duration.ofMillis(IDLE_MILLIS)));
    }

    @ParameterizedTest
    @EnumSource
    void noCallNoticesThatItsChannelClosesIdleConnections(Protocol wire) throws IOException {
        callsAtTheEdgeOfIdleness(wire, settings -> settings.clientIdleTimeout(Duration.ofMillis(IDLE_MILLIS)));
    }
}
