package dev.tern.rpc.netty.fault;

import static dev.tern.rpc.contract.TextService.INNER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.stub.BlockingCalls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network that swallows everything and tells nobody: only keepalive finds out, on each side for itself. */
@Timeout(60)
@ExtendWith(Seed.class)
class BlackHoleTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    /** Long beside what a machine under load takes to answer, and short enough to wait for. */
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    @ParameterizedTest
    @EnumSource
    void callsOfEveryKindEndOnBothSidesAndNewOnesGoElsewhere(Protocol wire) {
        try (FaultyNetwork network = FaultyNetwork.of(
                wire,
                settings -> settings.minPingInterval(Duration.ZERO)
                        .grpcServersMinPingInterval(Duration.ZERO)
                        .keepalive(INTERVAL, TIMEOUT),
                PendingCall.service(),
                Link.CLEAR,
                Link.CLEAR)) {
            List<PendingCall> calls = PendingCall.ofEachKind(network.channel, 5);
            Await.until("all are served", () -> network.books.serverStarted() == calls.size());

            network.proxy.strike(Fault.BLACK_HOLE, Direction.TO_SERVER);

            calls.forEach(call -> call.assertLost(network.peer()));
            Await.until("the server gives them up", () -> network.server.callsInFlight() == 0);
            CallOptions waiting = CallOptions.DEFAULT.withWaiting(Waiting.WAIT_FOR_READY);
            assertEquals(
                    "again",
                    BlockingCalls.unary(network.channel, waiting, INNER, new Text("again"))
                            .value());
        }
    }
}
