package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No call outlives its deadline, on either side, nor do the calls made for it. */
abstract class DeadlineContract extends Contract {
    private static final CallOptions BRIEFLY = DEFAULT.withDeadlineAfter(SHORT);

    DeadlineContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void callWhoseDeadlineIsPastNeverReachesTheServer() {
        List<String> served = new CopyOnWriteArrayList<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            served.add(request.value());
            return request;
        })));
        ask("before");
        RpcException failure = failureOf(() -> BlockingCalls.unary(
                channel(), DEFAULT.withDeadline(Deadline.after(Duration.ZERO)), UNARY, new Text("late")));
        ask("after");
        assertEquals(StatusCode.DEADLINE_EXCEEDED, failure.code());
        assertEquals(CallPhase.UNSENT, failure.outcome().phase());
        assertEquals(List.of("before", "after"), served);
    }

    @ParameterizedTest
    @EnumSource
    void unaryCallEndsAtItsDeadlineOnBothSides(Style client) {
        NeverAnswers handler = new NeverAnswers();
        serve(TextService.with(UNARY, handler.unary()));
        untilReached(handler, options -> switch (client) {
            case BLOCKING -> failureOf(() -> BlockingCalls.unary(channel(), options, UNARY, new Text("")));
            case ASYNC -> failureOf(AsyncCalls.unary(channel(), options, UNARY, new Text("")));
        });
        assertGivenUp(Await.value(handler.cancelled()));
        assertTrue(Await.value(handler.context()).isCancelled());
    }

    @Test
    void blockedHandlerSeesItsDeadlinePass() {
        NeverAnswers handler = new NeverAnswers();
        CompletableFuture<Status> seen = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            handler.take(call);
            seen.complete(Await.value(handler.cancelled()));
            return request;
        })));
        untilReached(handler, options -> failureOf(() -> BlockingCalls.unary(channel(), options, UNARY, new Text(""))));
        assertGivenUp(Await.value(seen));
    }

    @Test
    void downloadEndsAtItsDeadlineAfterWhatCameBefore() {
        NeverAnswers handler = new NeverAnswers();
        serve(TextService.with(DOWNLOAD, handler.download()));
        List<Text> received = new ArrayList<>();
        untilReached(() -> received.size() >= 3, options -> {
            received.clear();
            try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), options, DOWNLOAD, Text.of(3))) {
                return failureOf(() -> stream.forEach(received::add));
            }
        });
        assertEquals(List.of(Text.of(1), Text.of(2), Text.of(3)), received);
        assertGivenUp(Await.value(handler.cancelled()));
    }

    @Test
    void uploadEndsAtItsDeadline() {
        NeverAnswers handler = new NeverAnswers();
        serve(TextService.with(UPLOAD, handler.upload()));
        untilReached(handler, options -> {
            try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), options, UPLOAD)) {
                return failureOf(upload::finish);
            }
        });
        assertGivenUp(Await.value(handler.cancelled()));
    }

    @Test
    void exchangeEndsAtItsDeadlineForWhoReadsAndForTheHandler() {
        NeverAnswers handler = new NeverAnswers();
        serve(TextService.with(CHAT, handler.chat()));
        untilReached(handler, options -> {
            try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), options, CHAT)) {
                return failureOf(() -> chat.replies().hasNext());
            }
        });
        assertGivenUp(Await.value(handler.cancelled()));
        assertTrue(Await.value(handler.requestsFailed()) instanceof RpcException);
    }

    @Test
    void queuedCallWhoseDeadlinePassesNeverReachesItsHandler() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        List<String> served = new CopyOnWriteArrayList<>();
        Server server = serve(
                TextService.with(UNARY, Handlers.unary((request, call) -> {
                    served.add(request.value());
                    busy.countDown();
                    Await.open(gate);
                    return request;
                })),
                settings -> settings.handlerPool(1, 10));
        CompletableFuture<Text> first = askLater("first");
        Await.open(busy);
        RpcException failure = failureOf(() -> BlockingCalls.unary(channel(), BRIEFLY, UNARY, new Text("queued")));
        Await.until("the server knows, too", () -> server.callsInFlight() == 1);
        CompletableFuture<Text> third = askLater("third");
        gate.countDown();
        Await.value(first);
        Await.value(third);
        assertEquals(StatusCode.DEADLINE_EXCEEDED, failure.code());
        assertEquals(List.of("first", "third"), served);
    }

    @Test
    void handlerKnowsTheTimeLeft() {
        CompletableFuture<Optional<Deadline>> seen = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            seen.complete(call.deadline());
            return request;
        })));
        BlockingCalls.unary(channel(), DEFAULT.withDeadlineAfter(Duration.ofHours(1)), UNARY, new Text(""));
        Duration left = Await.value(seen).orElseThrow().remaining();
        assertTrue(left.compareTo(Duration.ofHours(1)) <= 0, left::toString);
        assertTrue(left.compareTo(Duration.ofMinutes(50)) > 0, left::toString);
    }

    @Test
    void callWithoutDeadlineHasNoneOnTheServer() {
        CompletableFuture<Optional<Deadline>> seen = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            seen.complete(call.deadline());
            return request;
        })));
        ask("");
        assertEquals(Optional.empty(), Await.value(seen));
    }

    @Test
    void longestDeadlineTravelsWithoutHarm() {
        serve(TextService.echo());
        CallOptions forEver = DEFAULT.withDeadlineAfter(Duration.ofSeconds(Long.MAX_VALUE));
        assertEquals(
                "x",
                BlockingCalls.unary(channel(), forEver, UNARY, new Text("x")).value());
    }

    @Test
    void deadlinePassesOnToCallsWithinTheCall() {
        CompletableFuture<Optional<Deadline>> outer = new CompletableFuture<>();
        CompletableFuture<Optional<Deadline>> inner = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
                    outer.complete(call.deadline());
                    return BlockingCalls.unary(channel(), DEFAULT.within(call), INNER, request);
                }))
                .and(INNER, Handlers.unary((request, call) -> {
                    inner.complete(call.deadline());
                    return request;
                })));
        BlockingCalls.unary(channel(), DEFAULT.withDeadlineAfter(Duration.ofHours(1)), UNARY, new Text(""));
        Duration left = Await.value(inner).orElseThrow().remaining();
        assertTrue(left.compareTo(Duration.ofHours(1)) <= 0, left::toString);
        assertTrue(Await.value(outer).isPresent());
    }

    @Test
    void callsWithinACallEndWithItsDeadline() {
        NeverAnswers inner = new NeverAnswers();
        CompletableFuture<StatusCode> nested = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
                    nested.complete(
                            failureOf(() -> BlockingCalls.unary(channel(), DEFAULT.within(call), INNER, request))
                                    .code());
                    return request;
                }))
                .and(INNER, inner.unary()));
        untilReached(inner, options -> failureOf(() -> BlockingCalls.unary(channel(), options, UNARY, new Text(""))));
        StatusCode code = Await.value(nested);
        assertTrue(code == StatusCode.DEADLINE_EXCEEDED || code == StatusCode.CANCELLED, code::toString);
        assertGivenUp(Await.value(inner.cancelled()));
    }

    @Test
    void callThatWaitsForAConnectionEndsAtItsDeadlineAndSaysWhatItWaitedFor() {
        RpcException failure = failureOf(() ->
                BlockingCalls.unary(channelTo(deserted()), WAITING.withDeadlineAfter(SHORT), UNARY, new Text("")));
        assertEquals(StatusCode.DEADLINE_EXCEEDED, failure.code());
        assertEquals(Origin.THIS_SIDE, failure.origin());
        assertEquals(CallPhase.CONNECTING, failure.outcome().phase());
        assertEquals(Optional.of(SHORT), failure.outcome().allowed());
        assertTrue(failure.status().message().startsWith("not sent in 100 ms: "), failure::getMessage);
        assertTrue(failure.status().message().contains("; last failure: "), failure::getMessage);
    }

    @Test
    void thousandsOfDeadlinesPassAtOnce() {
        NeverAnswers handler = new NeverAnswers();
        serve(TextService.with(UNARY, handler.unary()));
        CallOptions options = DEFAULT.withDeadline(Deadline.after(Duration.ofMillis(300)));
        List<CompletableFuture<Text>> calls = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            calls.add(AsyncCalls.unary(channel(), options, UNARY, Text.of(i)));
        }
        calls.forEach(call ->
                assertEquals(StatusCode.DEADLINE_EXCEEDED, failureOf(call).code()));
    }

    private static void untilReached(NeverAnswers handler, Function<CallOptions, RpcException> call) {
        untilReached(() -> handler.calls() > 0, call);
    }

    /** Makes calls with longer and longer deadlines until one of them reaches its handler; all must end by them. */
    private static void untilReached(BooleanSupplier reached, Function<CallOptions, RpcException> call) {
        for (Duration allowed = SHORT; !reached.getAsBoolean(); allowed = allowed.multipliedBy(2)) {
            RpcException failure = call.apply(DEFAULT.withDeadlineAfter(allowed));
            assertEquals(StatusCode.DEADLINE_EXCEEDED, failure.code());
        }
    }

    /** By its own deadline or by the client's cancel at the same moment: the server may see either first. */
    private static void assertGivenUp(Status reason) {
        assertTrue(
                reason.code() == StatusCode.DEADLINE_EXCEEDED || reason.code() == StatusCode.CANCELLED,
                reason::toString);
    }
}
