package dev.tern.rpc.netty.fault;

import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection that is cut ends its calls, and no others. */
@Timeout(60)
@ExtendWith(Seed.class)
class CutConnectionTest {
    private static final CallOptions WAITING = CallOptions.DEFAULT.withWaiting(Waiting.WAIT_FOR_READY);
    private static final int OF_EACH_KIND = 25;
    private static final int LARGE_BYTES = 1_000_000;

    /** Each wire with each way to cut it, from either side. */
    static Stream<Arguments> cuts() {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> Stream.of(
                        Arguments.of(protocol, Fault.RESET, Direction.TO_CLIENT),
                        Arguments.of(protocol, Fault.RESET, Direction.TO_SERVER),
                        Arguments.of(protocol, Fault.FIN, Direction.TO_CLIENT),
                        Arguments.of(protocol, Fault.FIN, Direction.TO_SERVER),
                        Arguments.of(protocol, Fault.HALF_CLOSE, Direction.TO_CLIENT),
                        Arguments.of(protocol, Fault.HALF_CLOSE, Direction.TO_SERVER)));
    }

    private static String ask(FaultyNetwork network, String request) {
        return BlockingCalls.unary(network.channel, WAITING, INNER, new Text(request))
                .value();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void callsOfEveryKindEndOnceNamingThePeerAndNewOnesConnectAgain(Protocol wire, Fault fault, Direction direction) {
        try (FaultyNetwork network = FaultyNetwork.of(wire, PendingCall.service())) {
            List<PendingCall> calls = PendingCall.ofEachKind(network.channel, OF_EACH_KIND);
            Await.until("all are served", () -> network.books.serverStarted() == calls.size());
            assertTrue(calls.stream().noneMatch(PendingCall::isOver));

            network.proxy.strike(fault, direction);

            calls.forEach(call -> call.assertLost(network.peer()));
            assertEquals("again", ask(network, "again"));
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void cutInTheMiddleOfAFrameEndsCallsAsAnyOther(Protocol wire, Fault fault, Direction direction) {
        try (FaultyNetwork network = FaultyNetwork.of(wire, PendingCall.service())) {
            List<PendingCall> calls = PendingCall.ofEachKind(network.channel, 1);
            Await.until("all are served", () -> network.books.serverStarted() == calls.size());
            CompletableFuture<Void> struck = network.proxy.strikeAfter(direction, LARGE_BYTES / 3, fault);

            PendingCall large = PendingCall.start(network.channel, INNER, Text.ofBytes(LARGE_BYTES), true);

            large.assertLost(network.peer());
            calls.forEach(call -> call.assertLost(network.peer()));
            Await.value(struck);
            assertEquals("again", ask(network, "again"));
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void callThatMayWaitOutlivesAHandshakeThatIsCut(Protocol wire, Fault fault, Direction direction) {
        try (FaultyNetwork network = FaultyNetwork.of(wire, PendingCall.service())) {
            CompletableFuture<Void> struck = network.proxy.strikeAfter(direction, 5, fault);
            assertEquals("in the end", ask(network, "in the end"));
            assertTrue(struck.isDone());
        }
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void callThatMayNotWaitIsToldOfAHandshakeThatIsCut(Protocol wire, Fault fault, Direction direction) {
        try (FaultyNetwork network = FaultyNetwork.of(wire, PendingCall.service())) {
            network.proxy.strikeAfter(direction, 5, fault);
            PendingCall.start(network.channel, UNARY, new Text(""), true).assertLost(network.peer());
        }
    }

    @ParameterizedTest
    @EnumSource
    void callsWaitWhileConnectionsAreRefusedAndGoOnAfterwards(Protocol wire) {
        try (FaultyNetwork network = FaultyNetwork.of(wire, PendingCall.service())) {
            network.proxy.refuseConnections();
            RpcException refused = assertThrows(
                    RpcException.class,
                    () -> BlockingCalls.unary(network.channel, CallOptions.DEFAULT, INNER, new Text("")));
            assertEquals(StatusCode.UNAVAILABLE, refused.code());
            assertTrue(refused.getMessage().contains(network.peer()), refused::getMessage);
            CompletableFuture<Text> waits = AsyncCalls.unary(network.channel, WAITING, INNER, new Text("waits"));
            assertFalse(waits.isDone());
            network.proxy.acceptConnections();
            assertEquals("waits", Await.value(waits).value());
        }
    }
}
