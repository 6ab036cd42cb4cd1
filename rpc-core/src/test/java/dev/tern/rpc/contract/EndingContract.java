package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.DrainReport;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What becomes of calls when a side goes away, in good order or not. */
abstract class EndingContract extends Contract {
    private final NeverAnswers handler = new NeverAnswers();

    EndingContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void closeOfTheChannelEndsItsCallsOnBothSides() {
        serve(TextService.with(UNARY, handler.unary()));
        CompletableFuture<Text> reply = askLater("");
        Await.value(handler.context());
        channel().close();
        RpcException failure = failureOf(reply);
        assertEquals(StatusCode.UNAVAILABLE, failure.code());
        assertEquals(Origin.THIS_SIDE, failure.origin());
        assertFalse(Await.value(handler.cancelled()).isOk());
    }

    @Test
    void closeOfTheChannelEndsCallsThatWaitForAConnection() {
        ClientChannel channel = channelTo(deserted());
        CompletableFuture<Text> reply = AsyncCalls.unary(channel, WAITING, UNARY, new Text(""));
        channel.close();
        assertEquals(StatusCode.UNAVAILABLE, failureOf(reply).code());
    }

    @Test
    void callOnAClosedChannelFails() {
        serve(TextService.echo());
        ask("fine");
        channel().close();
        RpcException failure = failureOf(() -> ask("too late"));
        assertEquals(StatusCode.UNAVAILABLE, failure.code());
        assertEquals(CallPhase.UNSENT, failure.outcome().phase());
        assertTrue(failure.getMessage().contains("closed by its owner"), failure::getMessage);
    }

    @Test
    void vanishedClientCancelsItsCallsOnTheServer() {
        NeverAnswers download = new NeverAnswers();
        NeverAnswers upload = new NeverAnswers();
        NeverAnswers chat = new NeverAnswers();
        serve(TextService.with(UNARY, handler.unary())
                .and(DOWNLOAD, download.download())
                .and(UPLOAD, upload.upload())
                .and(CHAT, chat.chat()));
        CompletableFuture<Text> unary = askLater("");
        CompletableFuture<List<Text>> downloaded =
                Flows.toList(AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(2)));
        CompletableFuture<Text> uploaded =
                AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.endless(Flows.count(2)));
        CompletableFuture<List<Text>> chatted =
                Flows.toList(AsyncCalls.bidiStreaming(channel(), DEFAULT, CHAT, Flows.endless(Flows.count(2))));
        List<NeverAnswers> all = List.of(handler, download, upload, chat);
        all.forEach(one -> Await.value(one.context()));

        clientTransport().close();

        all.forEach(one -> assertFalse(Await.value(one.cancelled()).isOk()));
        for (CompletableFuture<?> call : List.of(unary, downloaded, uploaded, chatted)) {
            assertEquals(StatusCode.UNAVAILABLE, failureOf(call).code());
        }
    }

    @Test
    void vanishedServerEndsAllCallsWithUnavailableNamingThePeer() {
        NeverAnswers download = new NeverAnswers();
        NeverAnswers upload = new NeverAnswers();
        Server server = serve(TextService.with(UNARY, handler.unary())
                .and(DOWNLOAD, download.download())
                .and(UPLOAD, upload.upload()));
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(askLater("no. " + i));
        }
        calls.add(Flows.toList(AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(2))));
        calls.add(AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.endless(Flows.count(2))));
        Await.until("all calls are there", () -> handler.calls() + download.calls() + upload.calls() == 102);

        server.close();

        for (CompletableFuture<?> call : calls) {
            RpcException failure = failureOf(call);
            assertEquals(StatusCode.UNAVAILABLE, failure.code());
            assertFalse(failure.outcome().peer().isEmpty());
            assertTrue(failure.getMessage().contains(failure.outcome().peer()), failure::getMessage);
        }
        List.of(handler, download, upload)
                .forEach(one -> assertFalse(Await.value(one.cancelled()).isOk()));
    }

    @Test
    void callsReachANewServerAtTheSameAddress() {
        Server first = serve(TextService.echo());
        ask("to the first");
        first.close();
        serveAt(
                first.address(),
                server -> server.add(
                        TextService.with(UNARY, Style.BLOCKING.greet()).bind()));
        // A call that is made before the client has heard of the close ends unsent.
        Await.until("the new server answers", () -> answersOrIsUnsent("Hello, second"));
        assertEquals("Hello, again", ask("again").value());
    }

    @Test
    void callsThatWaitAreServedOnceAServerIsThere() {
        SocketAddress address = deserted();
        ClientChannel channel = channelTo(address);
        List<CompletableFuture<Text>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(AsyncCalls.unary(channel, WAITING, UNARY, Text.of(i)));
        }
        serveAt(address, server -> server.add(TextService.echo().bind()));
        for (int i = 0; i < 100; i++) {
            assertEquals(Text.of(i), Await.value(waiting.get(i)));
        }
    }

    @Test
    void callFailsFastIfThereIsNoServerNamingTheTarget() {
        SocketAddress address = deserted();
        RpcException failure = failureOf(() -> BlockingCalls.unary(channelTo(address), DEFAULT, UNARY, new Text("")));
        assertEquals(StatusCode.UNAVAILABLE, failure.code());
        assertEquals(CallPhase.CONNECTING, failure.outcome().phase());
        assertTrue(failure.status().message().contains(address.toString()), failure::getMessage);
    }

    @Test
    void drainLetsCallsInFlightEndAndTakesNoNewOnes() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Void> entered = new CompletableFuture<>();
        Server server = serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
                    entered.complete(null);
                    Await.open(gate);
                    return request;
                }))
                .and(INNER, Style.BLOCKING.greet()));
        CompletableFuture<Text> inFlight = askLater("in flight");
        Await.value(entered);
        CompletableFuture<DrainReport> drained = inThread(() -> server.drain(Await.BOUND));
        Await.until("new calls are refused", () -> {
            try {
                BlockingCalls.unary(channel(), DEFAULT, INNER, new Text(""));
                return false;
            } catch (RpcException refused) {
                assertEquals(StatusCode.UNAVAILABLE, refused.code());
                return true;
            }
        });
        assertFalse(inFlight.isDone());
        gate.countDown();
        assertEquals("in flight", Await.value(inFlight).value());
        assertTrue(Await.value(drained).isClean());
        server.awaitTermination();
    }

    @Test
    void drainLetsStreamsInFlightEnd() {
        CountDownLatch gate = new CountDownLatch(1);
        Server server = serve(TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            replies.send(new Text("first"));
            Await.open(gate);
            for (int i = 0; i < 1_000; i++) {
                replies.send(Text.of(i));
            }
        })));
        Flows.Collecting replies = new Flows.Collecting(Long.MAX_VALUE);
        AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text("")).subscribe(replies);
        Await.value(replies.first);
        CompletableFuture<DrainReport> drained = inThread(() -> server.drain(Await.BOUND));
        gate.countDown();
        assertEquals(1_001, Await.value(replies.all).size());
        assertTrue(Await.value(drained).isClean());
    }

    @Test
    void newCallsGoToTheNextServerWhileTheFirstDrains() {
        CountDownLatch gate = new CountDownLatch(1);
        CompletableFuture<Void> entered = new CompletableFuture<>();
        Server first = serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
                    entered.complete(null);
                    Await.open(gate);
                    return new Text("from the first");
                }))
                .and(INNER, Handlers.unary((request, call) -> new Text("from the first"))));
        CompletableFuture<Text> inFlight = askLater("");
        Await.value(entered);
        CompletableFuture<DrainReport> drained = inThread(() -> first.drain(Await.BOUND));
        TextService next = TextService.with(INNER, Handlers.unary((request, call) -> new Text("from the next")));
        Await.until("the address is free", () -> listens(first.address(), next));
        Await.until("the next server answers", () -> {
            try {
                return BlockingCalls.unary(channel(), WAITING, INNER, new Text(""))
                        .value()
                        .equals("from the next");
            } catch (RpcException refused) {
                assertEquals(StatusCode.UNAVAILABLE, refused.code());
                return false;
            }
        });
        gate.countDown();
        assertEquals("from the first", Await.value(inFlight).value());
        assertTrue(Await.value(drained).isClean());
    }

    @Test
    void drainEndsCallsThatTakeLongerThanGiven() throws InterruptedException {
        Server server = serve(TextService.with(UNARY, handler.unary()));
        CompletableFuture<Text> reply = askLater("");
        Await.value(handler.context());
        DrainReport report = server.drain(Duration.ZERO);
        assertEquals(1, report.calls());
        assertEquals(1, report.callsCut());
        assertEquals(1, report.connections());
        assertEquals(1, report.connectionsCut());
        assertEquals(StatusCode.UNAVAILABLE, failureOf(reply).code());
        assertFalse(Await.value(handler.cancelled()).isOk());
    }

    @Test
    void actionForACancelThatHasHappenedRunsAtOnce() {
        serve(TextService.with(UNARY, handler.unary()));
        CompletableFuture<Text> reply = askLater("");
        Await.value(handler.context());
        reply.cancel(true);
        Await.value(handler.cancelled());
        CompletableFuture<Status> late = new CompletableFuture<>();
        Await.value(handler.context()).onCancel(late::complete);
        assertTrue(late.isDone());
    }

    private boolean answersOrIsUnsent(String expected) {
        try {
            Text reply = BlockingCalls.unary(channel(), WAITING, UNARY, new Text("second"));
            return reply.value().equals(expected);
        } catch (RpcException unsent) {
            assertEquals(StatusCode.UNAVAILABLE, unsent.code());
            assertTrue(unsent.outcome().phase().isUnsent(), unsent::getMessage);
            return false;
        }
    }

    private boolean listens(SocketAddress address, TextService service) {
        try {
            serveAt(address, server -> server.add(service.bind()));
            return true;
        } catch (UncheckedIOException taken) {
            return false;
        }
    }

    private static <T> CompletableFuture<T> inThread(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(work.call());
                    } catch (Exception failure) {
                        result.completeExceptionally(failure);
                    }
                })
                .start();
        return result;
    }
}
