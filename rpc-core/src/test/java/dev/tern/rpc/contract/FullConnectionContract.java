package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A channel has no more calls on a connection than it was told, whatever becomes of the others. */
abstract class FullConnectionContract extends Contract {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);

    FullConnectionContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void callsOverTheLimitWaitForTheirTurnAndAllAreServed() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Server server = serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
            return request;
        })));
        ClientChannel channel = limited(server, 3);
        List<CompletableFuture<Text>> replies = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            replies.add(AsyncCalls.unary(channel, DEFAULT, UNARY, Text.of(i)));
        }
        for (int i = 0; i < 500; i++) {
            assertEquals(Text.of(i), Await.value(replies.get(i)));
        }
        assertTrue(most.get() <= 3, most::toString);
    }

    @Test
    void callThatWaitsForItsTurnEndsAtItsDeadlineAndSaysWhatItWaitedFor() {
        ClientChannel channel = limited(serve(blocking()), 1);
        CompletableFuture<Text> first = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("first"));
        Await.open(busy);
        RpcException late = failureOf(
                () -> BlockingCalls.unary(channel, DEFAULT.withDeadlineAfter(SHORT), UNARY, new Text("late")));
        gate.countDown();
        assertEquals(StatusCode.DEADLINE_EXCEEDED, late.code());
        assertEquals(CallPhase.QUEUED, late.outcome().phase());
        assertTrue(late.status().message().contains("1 calls in flight, maxCallsPerConnection"), late::getMessage);
        assertEquals("first", Await.value(first).value());
        assertEquals(
                "next",
                BlockingCalls.unary(channel, DEFAULT, UNARY, new Text("next")).value());
    }

    @Test
    void callThatWouldRatherFailDoesWithoutReachingTheServer() {
        ClientChannel channel = limited(serve(blocking()), 1);
        CompletableFuture<Text> first = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("first"));
        Await.open(busy);
        RpcException refused = failureOf(
                () -> BlockingCalls.unary(channel, DEFAULT.withWhenFull(WhenFull.FAIL), UNARY, new Text("hasty")));
        gate.countDown();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertEquals(CallPhase.UNSENT, refused.outcome().phase());
        assertEquals("first", Await.value(first).value());
    }

    @Test
    void cancelledCallGivesItsPlaceToTheNext() {
        ClientChannel channel = limited(serve(blocking()), 1);
        CompletableFuture<Text> first = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("first"));
        Await.open(busy);
        CompletableFuture<Text> second = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("second"));
        first.cancel(true);
        gate.countDown();
        assertEquals("second", Await.value(second).value());
    }

    private ClientChannel limited(Server server, int calls) {
        return channelTo(server.address(), settings -> settings.maxCallsPerConnection(calls));
    }

    private TextService blocking() {
        return TextService.with(UNARY, Handlers.unary((request, call) -> {
            busy.countDown();
            Await.open(gate);
            return request;
        }));
    }
}
