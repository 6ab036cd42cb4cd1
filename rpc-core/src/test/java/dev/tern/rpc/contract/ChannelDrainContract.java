package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.DrainReport;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A channel that is drained lets its calls end and takes no more. */
abstract class ChannelDrainContract extends Contract {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);

    ChannelDrainContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void drainLetsCallsInFlightAndWaitingOnesEndAndTakesNoNewOnes() {
        Server server = serve(blocking());
        ClientChannel channel = channelTo(server.address(), settings -> settings.maxCallsPerConnection(1));
        CompletableFuture<Text> inFlight = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("in flight"));
        Await.open(busy);
        CompletableFuture<Text> waiting = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("waiting"));
        CompletableFuture<DrainReport> drained = drain(channel);
        Await.until("new calls are refused", () -> refusesCalls(channel));
        assertFalse(drained.isDone());
        gate.countDown();
        assertEquals("in flight", Await.value(inFlight).value());
        assertEquals("waiting", Await.value(waiting).value());
        DrainReport report = Await.value(drained);
        assertTrue(report.isClean(), report::toString);
        assertEquals(2, report.calls());
        assertEquals(1, report.connections());
    }

    @Test
    void drainLetsACallThatWaitsForItsCredentialsGoOutWithThem() {
        Server server = serve(TextService.echo());
        ClientChannel channel = channelTo(server.address(), settings -> settings.maxCallsPerConnection(1));
        CompletableFuture<Metadata> token = new CompletableFuture<>();
        CallCredentials later = ((CallCredentials) (method, authority) -> {
                    busy.countDown();
                    return token;
                })
                .allowPlaintext();
        CompletableFuture<Text> call =
                AsyncCalls.unary(channel, DEFAULT.withCredentials(later), UNARY, new Text("with a token"));
        Await.open(busy);
        CompletableFuture<DrainReport> drained = drain(channel);
        Await.until("new calls are refused", () -> refusesCalls(channel));
        assertFalse(drained.isDone());
        token.complete(Metadata.EMPTY);
        assertEquals("with a token", Await.value(call).value());
        DrainReport report = Await.value(drained);
        assertTrue(report.isClean(), report::toString);
        assertEquals(1, report.calls());
    }

    @Test
    void drainCutsCallsThatTakeLongerThanGivenAndSaysHowMany() throws InterruptedException {
        Server server = serve(blocking());
        ClientChannel channel = channelTo(server.address());
        CompletableFuture<Text> first = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("first"));
        Await.open(busy);
        CompletableFuture<Text> second = AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("second"));
        DrainReport report = channel.drain(Duration.ZERO);
        assertEquals(new DrainReport(2, 2, 1, 1), report);
        assertEquals(StatusCode.UNAVAILABLE, failureOf(first).code());
        assertEquals(StatusCode.UNAVAILABLE, failureOf(second).code());
        gate.countDown();
    }

    @Test
    void drainOfAnIdleChannelIsOverAtOnceAndAnotherIsNothing() throws InterruptedException {
        Server server = serve(TextService.echo());
        ClientChannel unused = channelTo(server.address());
        assertEquals(DrainReport.NOTHING, unused.drain(Await.BOUND));
        ClientChannel used = channelTo(server.address());
        BlockingCalls.unary(used, DEFAULT, UNARY, new Text(""));
        assertTrue(used.drain(Await.BOUND).isClean());
        assertEquals(DrainReport.NOTHING, used.drain(Await.BOUND));
    }

    @Test
    void callsThatWaitForAServerWhichIsNotThereAreCut() throws InterruptedException {
        ClientChannel channel = channelTo(deserted());
        CompletableFuture<Text> waiting = AsyncCalls.unary(channel, WAITING, UNARY, new Text(""));
        DrainReport report = channel.drain(Duration.ofMillis(1));
        assertEquals(1, report.callsCut());
        assertEquals(StatusCode.UNAVAILABLE, failureOf(waiting).code());
    }

    private static boolean refusesCalls(ClientChannel channel) {
        // Not to wait for a place tells the two answers apart: before the drain begins, there is none.
        RpcException refused = failureOf(
                () -> BlockingCalls.unary(channel, DEFAULT.withWhenFull(WhenFull.FAIL), UNARY, new Text("new")));
        if (refused.code() == StatusCode.RESOURCE_EXHAUSTED) {
            return false;
        }
        assertEquals(StatusCode.UNAVAILABLE, refused.code());
        assertEquals(CallPhase.UNSENT, refused.outcome().phase());
        assertTrue(refused.status().message().contains("is closing"), refused::getMessage);
        return true;
    }

    private static CompletableFuture<DrainReport> drain(ClientChannel channel) {
        CompletableFuture<DrainReport> report = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        report.complete(channel.drain(Await.BOUND));
                    } catch (Exception failure) {
                        report.completeExceptionally(failure);
                    }
                })
                .start();
        return report;
    }

    private TextService blocking() {
        return TextService.with(UNARY, Handlers.unary((request, call) -> {
            busy.countDown();
            Await.open(gate);
            return request;
        }));
    }
}
