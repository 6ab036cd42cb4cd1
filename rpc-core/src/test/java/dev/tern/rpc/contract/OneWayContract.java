package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.ONE_WAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A one-way call is over for its sender once it is on its way, and never grows a backlog without bound. */
abstract class OneWayContract extends Contract {
    private static final int LARGE_BYTES = 64 * 1024;

    /** 64 MiB of large messages: more than any socket, window or watermark takes in. */
    private static final int MANY_LARGE = 1_000;

    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    OneWayContract(TransportContractTest subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void blockingOneWayCallReachesTheHandler(Style server) {
        serve(receiver(server));
        BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, new Text("visit"));
        Await.until("received", () -> List.copyOf(received).equals(List.of("visit")));
    }

    @ParameterizedTest
    @EnumSource
    void asynchronousOneWayCallReachesTheHandler(Style server) {
        serve(receiver(server));
        Await.value(AsyncCalls.oneWay(channel(), DEFAULT, ONE_WAY, new Text("visit")));
        Await.until("received", () -> List.copyOf(received).equals(List.of("visit")));
    }

    @Test
    void oneWayCallReturnsWhileItsHandlerStillWorks() {
        serve(TextService.with(ONE_WAY, Handlers.oneWay((request, call) -> {
            Await.open(gate);
            received.add(request.value());
        })));
        BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, new Text("visit"));
        assertTrue(received.isEmpty());
        gate.countDown();
        Await.until("received", () -> received.size() == 1);
    }

    @Test
    void allOfManyOneWayCallsArrive() {
        serve(receiver(Style.BLOCKING));
        for (int i = 0; i < 10_000; i++) {
            BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, Text.of(i));
        }
        Await.until("all received", () -> received.size() == 10_000);
    }

    @Test
    void allOfManyOneWayCallsAtOnceArrive() {
        serve(receiver(Style.ASYNC));
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            calls.add(AsyncCalls.oneWay(channel(), DEFAULT, ONE_WAY, Text.of(i)));
        }
        calls.forEach(Await::value);
        Await.until("all received", () -> received.size() == 10_000);
    }

    @Test
    void metadataAndDeadlineReachTheHandlerOfAOneWayCall() {
        Metadata.Key<String> user = Metadata.Key.text("x-user");
        CompletableFuture<Optional<String>> seen = new CompletableFuture<>();
        CompletableFuture<Boolean> hadDeadline = new CompletableFuture<>();
        serve(TextService.with(ONE_WAY, Handlers.oneWay((request, call) -> {
            seen.complete(call.metadata().first(user));
            hadDeadline.complete(call.deadline().isPresent());
        })));
        CallOptions options = DEFAULT.withMetadata(user, "ada").withDeadlineAfter(Duration.ofHours(1));
        BlockingCalls.oneWay(channel(), options, ONE_WAY, new Text(""));
        assertEquals(Optional.of("ada"), Await.value(seen));
        assertEquals(true, Await.value(hadDeadline));
    }

    @Test
    void failureOfItsHandlerDoesNotReachTheSenderNorHurtTheConnection() {
        serve(receiver(Style.BLOCKING).and(ONE_WAY, Handlers.oneWay((request, call) -> {
            received.add(request.value());
            throw new IllegalStateException("a bug of the handler");
        })));
        for (int i = 0; i < 100; i++) {
            BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, Text.of(i));
        }
        Await.until("all received", () -> received.size() == 100);
        assertEquals("still there", ask("still there").value());
    }

    @Test
    void requestThatCanNotBeDecodedIsDroppedAndTheConnectionLivesOn() {
        serve(receiver(Style.BLOCKING));
        BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, Text.UNDECODABLE);
        BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, new Text("next"));
        Await.until("received", () -> List.copyOf(received).equals(List.of("next")));
    }

    @Test
    void requestThatCanNotBeEncodedFailsAtTheSender() {
        serve(receiver(Style.BLOCKING));
        assertEquals(
                StatusCode.INTERNAL,
                failureOf(() -> BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, Text.UNENCODABLE))
                        .code());
        assertEquals("still there", ask("still there").value());
    }

    @Test
    void requestOverTheLimitFailsAtTheSender() {
        serve(receiver(Style.BLOCKING));
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED,
                failureOf(() -> BlockingCalls.oneWay(channel(), DEFAULT, ONE_WAY, Text.ofBytes(MAX_MESSAGE_BYTES + 1)))
                        .code());
        assertEquals("still there", ask("still there").value());
    }

    @Test
    void oneWayCallOfAnUnknownMethodIsDroppedAndTheConnectionLivesOn() {
        serve(receiver(Style.BLOCKING));
        MethodDescriptor<Text, Text> nothing = MethodDescriptor.of(
                MethodKind.ONE_WAY, TextService.NAME, "Nothing", TextMarshaller.BYTES, TextMarshaller.BYTES);
        BlockingCalls.oneWay(channel(), DEFAULT, nothing, new Text(""));
        assertEquals("still there", ask("still there").value());
    }

    @Test
    void oneWayCallFailsIfThereIsNoServer() {
        RpcException failure =
                failureOf(() -> BlockingCalls.oneWay(channelTo(deserted()), DEFAULT, ONE_WAY, new Text("")));
        assertEquals(StatusCode.UNAVAILABLE, failure.code());
    }

    @Test
    void senderWaitsForAServerThatDoesNotReadAndThenAllArrive() {
        serveOnTheTransportsThreads();
        Thread sender = sendMany(DEFAULT.withWhenFull(WhenFull.WAIT));
        Await.until("the sender sends", () -> sent.get() > 0 || !received.isEmpty());
        Await.blocked(sender);
        assertTrue(sent.get() < MANY_LARGE, sent::toString);
        gate.countDown();
        Await.until("all sent", () -> sent.get() == MANY_LARGE);
        Await.until("all received", () -> received.size() == MANY_LARGE);
    }

    @Test
    void senderThatWillNotWaitIsToldWhenTheServerDoesNotReadAndWhatWasTakenArrives() {
        serveOnTheTransportsThreads();
        Thread sender = offerMany();
        // A sender is refused, unless the transport has it run the handler itself: then it is in there.
        Await.until(
                "the sender is refused or held",
                () -> refused.get() > 0 || sender.getState() == Thread.State.TIMED_WAITING);
        gate.countDown();
        Await.until("all tried", () -> sent.get() + refused.get() == MANY_LARGE);
        Await.until("all taken are received", () -> received.size() == sent.get());
    }

    /** Sends without waiting for one message to be handed over before the next. */
    private Thread offerMany() {
        channel();
        Text large = Text.ofBytes(LARGE_BYTES);
        Thread sender = new Thread(() -> {
            for (int i = 0; i < MANY_LARGE; i++) {
                AsyncCalls.oneWay(channel(), DEFAULT.withWhenFull(WhenFull.FAIL), ONE_WAY, large)
                        .whenComplete((handedOver, full) -> (full == null ? sent : refused).incrementAndGet());
            }
        });
        sender.start();
        return sender;
    }

    /** A server whose transport can't read on while a handler waits for the gate. */
    private void serveOnTheTransportsThreads() {
        serve(
                TextService.with(ONE_WAY, Handlers.oneWay((request, call) -> {
                    received.add("");
                    Await.open(gate);
                })),
                server -> server.directExecutor());
    }

    private Thread sendMany(CallOptions options) {
        channel();
        Text large = Text.ofBytes(LARGE_BYTES);
        Thread sender = new Thread(() -> {
            for (int i = 0; i < MANY_LARGE; i++) {
                try {
                    BlockingCalls.oneWay(channel(), options, ONE_WAY, large);
                    sent.incrementAndGet();
                } catch (RpcException full) {
                    assertEquals(StatusCode.RESOURCE_EXHAUSTED, full.code());
                    refused.incrementAndGet();
                }
            }
        });
        sender.start();
        return sender;
    }

    private TextService receiver(Style style) {
        return TextService.echo()
                .and(
                        ONE_WAY,
                        switch (style) {
                            case BLOCKING -> Handlers.oneWay((request, call) -> received.add(request.value()));
                            case ASYNC ->
                                Handlers.asyncOneWay((request, call) -> {
                                    received.add(request.value());
                                    return CompletableFuture.completedFuture(null);
                                });
                        });
    }
}
