package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.server.ServerBuilder;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.Handlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A server that was told to interrupts handlers that nobody waits for, and nothing else. */
abstract class InterruptContract extends Contract {
    private final CountDownLatch entered = new CountDownLatch(1);

    /** Whether the handler that waits was interrupted. */
    private final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    /** Opens for a handler that was not. */
    private final CountDownLatch gate = new CountDownLatch(1);

    InterruptContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void cancelInterruptsTheHandlerAndTheThreadsNextCallKnowsNothingOfIt() {
        serve(waiting().and(INNER, flag()), InterruptContract::oneThread);
        CompletableFuture<Text> givenUp = askLater("given up");
        Await.open(entered);
        givenUp.cancel(true);
        assertEquals(true, Await.value(interrupted));
        assertEquals("false", flagOfTheNextCall());
    }

    @Test
    void deadlineInterruptsTheHandler() {
        serve(waiting().and(INNER, flag()), InterruptContract::oneThread);
        StatusCode code = failureOf(
                        () -> BlockingCalls.unary(channel(), DEFAULT.withDeadlineAfter(SHORT), UNARY, new Text("late")))
                .code();
        assertEquals(StatusCode.DEADLINE_EXCEEDED, code);
        if (entered.getCount() == 0) {
            assertEquals(true, Await.value(interrupted));
        }
        assertEquals("false", flagOfTheNextCall());
    }

    @Test
    void cancelInterruptsAStreamsHandlerThatWaitsForSomethingElse() {
        serve(
                TextService.with(CHAT, Handlers.bidiStreaming((requests, replies, call) -> pause()))
                        .and(INNER, flag()),
                InterruptContract::oneThread);
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            chat.send(new Text(""));
            Await.open(entered);
        }
        assertEquals(true, Await.value(interrupted));
        assertEquals("false", flagOfTheNextCall());
    }

    @Test
    void handlersAreNotInterruptedUnlessTheServerWasToldTo() {
        serve(waiting().and(INNER, flag()), server -> server.handlerPool(1, 10));
        CompletableFuture<Text> givenUp = askLater("given up");
        Await.open(entered);
        givenUp.cancel(true);
        gate.countDown();
        assertFalse(Await.value(interrupted));
        assertEquals("false", flagOfTheNextCall());
    }

    private TextService waiting() {
        return TextService.with(UNARY, Handlers.unary((request, call) -> {
            pause();
            return request;
        }));
    }

    private static ServerHandler<Text, Text> flag() {
        return Handlers.unary(
                (request, call) -> new Text("" + Thread.currentThread().isInterrupted()));
    }

    private String flagOfTheNextCall() {
        return BlockingCalls.unary(channel(), DEFAULT, INNER, new Text("")).value();
    }

    private void pause() {
        entered.countDown();
        try {
            gate.await();
            interrupted.complete(false);
        } catch (InterruptedException e) {
            interrupted.complete(true);
        }
    }

    private static ServerBuilder oneThread(ServerBuilder server) {
        return server.handlerPool(1, 10).interruptOnCancel();
    }
}
