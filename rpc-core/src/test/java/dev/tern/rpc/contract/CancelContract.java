package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A client may give up a call at any moment, by whatever it has in hand; the server then hears of it. */
abstract class CancelContract extends Contract {
    private final NeverAnswers handler = new NeverAnswers();

    CancelContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void callCancelledBeforeItHasAConnectionNeverReachesTheServer() {
        SocketAddress address = deserted();
        ClientChannel channel = channelTo(address);
        CompletableFuture<Text> given = AsyncCalls.unary(channel, WAITING, UNARY, new Text("given up"));
        assertTrue(given.cancel(true));
        List<String> served = new CopyOnWriteArrayList<>();
        TextService service = TextService.with(UNARY, Handlers.unary((request, call) -> {
            served.add(request.value());
            return request;
        }));
        serveAt(address, server -> server.add(service.bind()));
        BlockingCalls.unary(channel, WAITING, UNARY, new Text("meant"));
        assertThrows(CancellationException.class, given::join);
        assertEquals(List.of("meant"), served);
    }

    @Test
    void cancelOfTheFutureReachesTheHandler() {
        serve(TextService.with(UNARY, handler.unary()));
        CompletableFuture<Text> reply = askLater("");
        Await.value(handler.context());
        assertTrue(reply.cancel(true));
        assertEquals(StatusCode.CANCELLED, Await.value(handler.cancelled()).code());
        assertTrue(Await.value(handler.context()).isCancelled());
    }

    @Test
    void interruptOfTheThreadThatWaitsForAReplyCancelsTheCall() {
        serve(TextService.with(UNARY, handler.unary()));
        Interrupted<RpcException> caller = new Interrupted<>(() -> failureOf(() -> ask("")));
        Await.value(handler.context());
        RpcException failure = caller.interrupt();
        assertEquals(StatusCode.CANCELLED, failure.code());
        assertEquals(Origin.THIS_SIDE, failure.origin());
        assertTrue(caller.flagWasLeftSet());
        assertEquals(StatusCode.CANCELLED, Await.value(handler.cancelled()).code());
    }

    @Test
    void interruptOfTheThreadThatReadsAStreamCancelsTheCall() {
        serve(TextService.with(DOWNLOAD, handler.download()));
        Interrupted<RpcException> reader = new Interrupted<>(() -> {
            try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(2))) {
                return failureOf(() -> stream.forEach(message -> {}));
            }
        });
        Await.value(handler.context());
        assertEquals(StatusCode.CANCELLED, reader.interrupt().code());
        assertTrue(reader.flagWasLeftSet());
        assertEquals(StatusCode.CANCELLED, Await.value(handler.cancelled()).code());
    }

    @Test
    void interruptOfAThreadBeforeItsCallCancelsTheCall() {
        serve(TextService.with(UNARY, handler.unary()));
        Interrupted<RpcException> caller = new Interrupted<>(() -> {
            Thread.currentThread().interrupt();
            return failureOf(() -> ask(""));
        });
        assertEquals(StatusCode.CANCELLED, caller.result().code());
        assertTrue(caller.flagWasLeftSet());
    }

    @Test
    void interruptOfAThreadThatWaitsForAConnectionCancelsTheCall() {
        ClientChannel channel = channelTo(deserted());
        Interrupted<RpcException> caller =
                new Interrupted<>(() -> failureOf(() -> BlockingCalls.unary(channel, WAITING, UNARY, new Text(""))));
        RpcException failure = caller.interrupt();
        assertEquals(StatusCode.CANCELLED, failure.code());
        assertTrue(caller.flagWasLeftSet());
    }

    @Test
    void closingAPulledStreamCancelsTheCallAndStopsItsHandler() {
        CompletableFuture<RpcException> stopped = new CompletableFuture<>();
        serve(TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            stopped.complete(failureOf(() -> {
                while (true) {
                    replies.send(Text.ofBytes(1000));
                }
            }));
        })));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text(""))) {
            for (int i = 0; i < 100; i++) {
                stream.next();
            }
        }
        assertEquals(StatusCode.CANCELLED, Await.value(stopped).code());
    }

    @Test
    void cancelOfASubscriptionReachesTheHandler() {
        serve(TextService.with(DOWNLOAD, handler.download()));
        Flows.Collecting replies = new Flows.Collecting(10);
        AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(5)).subscribe(replies);
        Await.value(replies.first);
        Await.value(replies.subscription).cancel();
        assertEquals(StatusCode.CANCELLED, Await.value(handler.cancelled()).code());
    }

    @Test
    void closingAnExchangeReachesTheHandler() {
        serve(TextService.with(CHAT, handler.chat()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            chat.send(new Text("one"));
            Await.value(handler.context());
        }
        assertEquals(StatusCode.CANCELLED, Await.value(handler.cancelled()).code());
        assertTrue(Await.value(handler.requestsFailed()) instanceof RpcException);
    }

    @Test
    void closingAnUploadReachesTheHandlerThatReads() {
        CompletableFuture<RpcException> stopped = new CompletableFuture<>();
        CompletableFuture<Text> first = new CompletableFuture<>();
        serve(TextService.with(UPLOAD, Handlers.clientStreaming((requests, call) -> {
            first.complete(requests.next());
            stopped.complete(failureOf(requests::hasNext));
            return new Text("too late");
        })));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            upload.send(new Text("one"));
            Await.value(first);
        }
        assertEquals(StatusCode.CANCELLED, Await.value(stopped).code());
    }

    @Test
    void cancelOfAPublishedUploadReachesTheHandler() {
        serve(TextService.with(UPLOAD, handler.upload()));
        CompletableFuture<Text> reply =
                AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.endless(Flows.count(3)));
        Await.value(handler.context());
        reply.cancel(false);
        assertEquals(StatusCode.CANCELLED, Await.value(handler.cancelled()).code());
    }

    @Test
    void failureOfAPublisherOfRequestsCancelsTheCall() {
        serve(TextService.with(CHAT, handler.chat()));
        CompletableFuture<List<Text>> replies = Flows.toList(AsyncCalls.bidiStreaming(
                channel(), DEFAULT, CHAT, Flows.failing(new IllegalStateException("no more to say"))));
        assertEquals(StatusCode.CANCELLED, failureOf(replies).code());
    }

    @Test
    void cancelPassesOnToCallsWithinTheCall() {
        serve(TextService.with(
                        UNARY,
                        Handlers.asyncUnary(
                                (request, call) -> AsyncCalls.unary(channel(), DEFAULT.within(call), INNER, request)))
                .and(INNER, handler.unary()));
        CompletableFuture<Text> reply = askLater("");
        Await.value(handler.context());
        reply.cancel(true);
        assertEquals(StatusCode.CANCELLED, Await.value(handler.cancelled()).code());
    }

    @Test
    void callWithinACancelledCallIsNotMade() {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CompletableFuture<StatusCode> nested = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
                    CompletableFuture<Void> cancelled = new CompletableFuture<>();
                    call.onCancel(reason -> cancelled.complete(null));
                    entered.complete(null);
                    Await.value(cancelled);
                    nested.complete(
                            failureOf(() -> BlockingCalls.unary(channel(), DEFAULT.within(call), INNER, request))
                                    .code());
                    return request;
                }))
                .and(INNER, handler.unary()));
        CompletableFuture<Text> reply = askLater("");
        Await.value(entered);
        reply.cancel(true);
        assertEquals(StatusCode.CANCELLED, Await.value(nested));
        assertEquals(0, handler.calls());
    }

    @Test
    void cancelAfterTheEndDoesNothing() {
        serve(TextService.echo());
        CompletableFuture<Text> reply = askLater("done");
        Await.value(reply);
        assertEquals(false, reply.cancel(true));
        assertEquals("next", ask("next").value());
    }

    @Test
    void manyCancelsAtAnyMomentLeaveNothingBehind() {
        serve(TextService.with(UNARY, Style.ASYNC.greet()));
        List<CompletableFuture<Text>> calls = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            CompletableFuture<Text> call = askLater("no. " + i);
            calls.add(call);
            if (i % 3 == 0) {
                calls.get(i / 2).cancel(true);
            }
        }
        for (CompletableFuture<Text> call : calls) {
            Await.value(call.handle((reply, failure) -> "over"));
        }
        assertEquals("Hello, after all", ask("after all").value());
    }

    /** A thread that is interrupted while it works, and what came of it. */
    private static final class Interrupted<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final CompletableFuture<Boolean> flag = new CompletableFuture<>();
        private final Thread thread;

        Interrupted(Supplier<T> work) {
            thread = new Thread(() -> {
                try {
                    result.complete(work.get());
                } catch (Throwable failure) {
                    result.completeExceptionally(failure);
                }
                flag.complete(Thread.currentThread().isInterrupted());
            });
            thread.start();
        }

        T interrupt() {
            thread.interrupt();
            return result();
        }

        T result() {
            return Await.value(result);
        }

        boolean flagWasLeftSet() {
            return Await.value(flag);
        }
    }
}
