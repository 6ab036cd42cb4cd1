package dev.tern.rpc.netty.fault;

import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of the calls on a connection that is cut, those go on elsewhere that never left, and no others. */
@Timeout(60)
@ExtendWith(Seed.class)
class UnsentCallsTest {
    private final Queue<String> served = new ConcurrentLinkedQueue<>();

    /** On the native wire a message waits until the connection's credit covers all of it. */
    @Test
    void nativeCallsThatWaitForCreditGoOnElsewhere() {
        assertTrue(unsentGoOn(Protocol.NATIVE, settings -> settings, 400, 64 * 1024) > 0);
    }

    /** On the gRPC wire a call waits until the server takes one more. */
    @Test
    void grpcCallsThatWaitForTheirTurnGoOnElsewhere() {
        assertTrue(unsentGoOn(Protocol.GRPC, settings -> settings.maxConcurrentCalls(20), 100, 100) >= 80);
    }

    /** How many of so many calls went well although the only connection that they could be on was swallowed, then cut. */
    private int unsentGoOn(Protocol wire, UnaryOperator<NettyTransportBuilder> settings, int count, int bytes) {
        TextService service = TextService.with(UNARY, Handlers.unary((request, call) -> {
            served.add(request.value());
            return request;
        }));
        try (FaultyNetwork network = FaultyNetwork.of(wire, settings, service, Link.CLEAR, Link.CLEAR)) {
            BlockingCalls.unary(network.channel, CallOptions.DEFAULT, UNARY, new Text("before"));
            network.proxy.strike(Fault.BLACK_HOLE, Direction.TO_SERVER);
            List<CompletableFuture<Text>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Text request = new Text(String.format("%0" + bytes + "d", i));
                calls.add(AsyncCalls.unary(network.channel, CallOptions.DEFAULT, UNARY, request));
            }

            network.proxy.strike(Fault.RESET, Direction.TO_SERVER);

            int wentWell = 0;
            for (int i = 0; i < count; i++) {
                try {
                    assertEquals(i, Await.value(calls.get(i)).number());
                    wentWell++;
                } catch (RpcException lost) {
                    assertEquals(StatusCode.UNAVAILABLE, lost.code(), lost::getMessage);
                }
            }
            assertEquals(served.size(), Set.copyOf(served).size(), "served twice");
            assertEquals(1 + wentWell, served.size(), "served without an answer");
            return wentWell;
        }
    }
}
