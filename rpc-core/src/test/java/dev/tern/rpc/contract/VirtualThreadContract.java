package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Blocking stubs and handlers are as good on virtual threads as on any. */
abstract class VirtualThreadContract extends Contract {
    VirtualThreadContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void serverOnAnOlderJdkSaysThatItHasNone() {
        UnsupportedOperationException refusal =
                assertThrows(UnsupportedOperationException.class, () -> serveAt(newAddress(), s -> s.virtualThreads()));
        assertTrue(refusal.getMessage().contains("JDK 21"), refusal::getMessage);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsCallAndServeEveryKind() {
        serve(
                TextService.with(UNARY, Style.BLOCKING.greet())
                        .and(UPLOAD, Style.BLOCKING.join())
                        .and(DOWNLOAD, Style.BLOCKING.count())
                        .and(CHAT, Style.BLOCKING.greetEach()),
                server -> server.virtualThreads());
        assertEquals("Hello, Ada", onVirtualThread(() -> ask("Ada").value()));
        assertEquals("a,b", onVirtualThread(() -> {
            try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
                upload.send(new Text("a"));
                upload.send(new Text("b"));
                return upload.finish().value();
            }
        }));
        assertEquals(500, onVirtualThread(() -> {
            int replies = 0;
            try (MessageStream<Text> all = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(500))) {
                while (all.hasNext()) {
                    all.next();
                    replies++;
                }
            }
            return replies;
        }));
        assertEquals("Hello, Bea", onVirtualThread(() -> {
            try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
                chat.send(new Text("Bea"));
                return chat.replies().next().value();
            }
        }));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void handlersThatWorkOnAfterACancelCountAgainstTheLimitOfCalls() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        Server server = serve(
                TextService.with(UNARY, Handlers.unary((request, call) -> {
                    busy.countDown();
                    Await.open(gate);
                    return request;
                })),
                settings -> settings.virtualThreads().maxCallsInFlight(1));
        CompletableFuture<Text> givenUp = askLater("given up");
        Await.open(busy);
        givenUp.cancel(true);
        Await.until("the server knows, too", () -> server.callsInFlight() == 0);
        RpcException refused = failureOf(askLater("refused"));
        gate.countDown();
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, refused.code());
        assertTrue(
                refused.status().message().contains("1 virtual threads busy, as many as maxCallsInFlight allows"),
                refused::getMessage);
    }

    /** {@code Thread.startVirtualThread}, which the JDK that these tests are compiled for does not have. */
    private static <T> T onVirtualThread(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                result.complete(work.call());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        };
        try {
            Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return Await.value(result);
    }
}
