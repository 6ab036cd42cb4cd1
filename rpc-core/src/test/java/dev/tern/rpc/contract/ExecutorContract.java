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

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** User code runs where its owner said, and no server takes more than it was told to. */
abstract class ExecutorContract extends Contract {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);

    ExecutorContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void handlersRunOnThePoolOfTheServer() {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> threadName())));
        String thread = ask("").value();
        assertTrue(thread.startsWith("tern-handler-"), thread);
    }

    @Test
    void handlersOnADirectExecutorServeEveryKind() {
        Server server = serve(
                TextService.with(UNARY, Style.BLOCKING.greet())
                        .and(UPLOAD, Style.ASYNC.join())
                        .and(DOWNLOAD, Style.ASYNC.count())
                        .and(CHAT, Style.ASYNC.greetEach()),
                settings -> settings.directExecutor());
        ClientChannel channel = channelTo(server.address(), settings -> settings.directExecutor());
        assertEquals(
                "Hello, Ada",
                BlockingCalls.unary(channel, DEFAULT, UNARY, new Text("Ada")).value());
        assertEquals(
                "1,2,3",
                Await.value(AsyncCalls.clientStreaming(channel, DEFAULT, UPLOAD, Flows.count(3)))
                        .value());
        assertEquals(
                500,
                Await.value(Flows.toList(AsyncCalls.serverStreaming(channel, DEFAULT, DOWNLOAD, Text.of(500))))
                        .size());
        assertEquals(
                500,
                Await.value(Flows.toList(AsyncCalls.bidiStreaming(channel, DEFAULT, CHAT, Flows.count(500))))
                        .size());
    }

    @Test
    void directHandlersDoNotRunOnAPool() {
        serve(
                TextService.with(UNARY, Handlers.unary((request, call) -> threadName())),
                server -> server.directExecutor());
        assertFalse(ask("").value().startsWith("tern-handler-"));
    }

    @Test
    void serviceMayHaveAnExecutorOfItsOwn() {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own-1"));
        try {
            serveAt(
                    newAddress(),
                    server -> server.add(TextService.with(UNARY, Handlers.unary((request, call) -> threadName()))
                            .bind()
                            .on(own)));
            assertEquals("own-1", ask("").value());
        } finally {
            own.shutdown();
        }
    }

    @Test
    void methodMayHaveAnExecutorOfItsOwnWhateverItsServiceHas() {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own-1"));
        ExecutorService slow = Executors.newSingleThreadExecutor(task -> new Thread(task, "slow-1"));
        try {
            ServerHandler<Text, Text> handler = Handlers.unary((request, call) -> threadName());
            serveAt(
                    newAddress(),
                    server -> server.add(TextService.with(UNARY, handler)
                            .and(INNER, handler)
                            .bind()
                            .on("Inner", slow)
                            .on(own)));
            assertEquals("own-1", ask("").value());
            assertEquals(
                    "slow-1",
                    BlockingCalls.unary(channel(), DEFAULT, INNER, new Text("")).value());
        } finally {
            own.shutdown();
            slow.shutdown();
        }
    }

    @Test
    void callThatAMethodsOwnExecutorRefusesIsRefusedWithWhatItSays() {
        serveAt(
                newAddress(),
                server -> server.add(TextService.echo().bind().on("Unary", task -> {
                    throw new RejectedExecutionException("out of tea");
                })));
        RpcException refused = failureOf(askLater(""));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertTrue(refused.status().message().contains("out of tea"), refused::getMessage);
    }

    @Test
    void callbacksRunOnTheExecutorOfTheChannel() {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "callbacks-1"));
        try {
            Server server = serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
                Await.open(gate);
                return request;
            })));
            ClientChannel channel = channelTo(server.address(), settings -> settings.executor(own));
            CompletableFuture<Text> name =
                    AsyncCalls.unary(channel, DEFAULT, UNARY, new Text("")).thenApply(reply -> threadName());
            gate.countDown();
            assertEquals("callbacks-1", Await.value(name).value());
        } finally {
            own.shutdown();
        }
    }

    @Test
    void callOverThePoolsQueueIsRefusedAndTheOthersAreServed() {
        serve(blocking(), server -> server.handlerPool(1, 1));
        CompletableFuture<Text> running = askLater("running");
        Await.open(busy);
        CompletableFuture<Text> queued = askLater("queued");
        RpcException refused = failureOf(askLater("refused"));
        gate.countDown();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertTrue(
                refused.status()
                        .message()
                        .contains("1 threads busy and 1 tasks waiting, as many as handlerPool allows"),
                refused::getMessage);
        assertEquals(List.of("running", "queued"), values(running, queued));
    }

    @Test
    void streamOverThePoolsQueueIsRefused() {
        serve(blocking().and(CHAT, Style.BLOCKING.greetEach()), server -> server.handlerPool(1, 1));
        CompletableFuture<Text> running = askLater("running");
        Await.open(busy);
        // A stream too: only heads are sure to come in the order of their calls, and a unary call is queued by its
        // message.
        CompletableFuture<List<Text>> queued =
                Flows.toList(AsyncCalls.bidiStreaming(channel(), DEFAULT, CHAT, Flows.count(10)));
        RpcException refused =
                failureOf(Flows.toList(AsyncCalls.bidiStreaming(channel(), DEFAULT, CHAT, Flows.count(10))));
        gate.countDown();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertEquals("running", Await.value(running).value());
        assertEquals(10, Await.value(queued).size());
    }

    @Test
    void callOverTheServersLimitIsRefusedAndTheNextIsServed() {
        Server server = serve(blocking(), settings -> settings.maxCallsInFlight(1));
        CompletableFuture<Text> running = askLater("running");
        Await.open(busy);
        RpcException refused = failureOf(askLater("refused"));
        gate.countDown();
        Await.value(running);
        Await.until("the server is free", () -> server.callsInFlight() == 0);
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertTrue(refused.status().message().contains("maxCallsInFlight"), refused::getMessage);
        assertEquals("next", ask("next").value());
    }

    @Test
    void callsOverTheChannelsLimitOfWaitingOnesAreRefused() {
        ClientChannel channel = channelTo(deserted(), settings -> settings.maxWaitingCalls(1));
        CompletableFuture<Text> waiting = AsyncCalls.unary(channel, WAITING, UNARY, new Text(""));
        RpcException refused = failureOf(AsyncCalls.unary(channel, WAITING, UNARY, new Text("")));
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertTrue(refused.status().message().contains("maxWaitingCalls is 1"), refused::getMessage);
        waiting.cancel(true);
    }

    private TextService blocking() {
        return TextService.with(UNARY, Handlers.unary((request, call) -> {
            busy.countDown();
            Await.open(gate);
            return request;
        }));
    }

    private static List<String> values(CompletableFuture<Text> one, CompletableFuture<Text> other) {
        return List.of(Await.value(one).value(), Await.value(other).value());
    }

    private static Text threadName() {
        return new Text(Thread.currentThread().getName());
    }
}
