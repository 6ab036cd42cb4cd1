package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Status;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A slow reader slows its sender, and nobody else. */
abstract class FlowControlContract extends Contract {
    private static final int MESSAGE_BYTES = 16 * 1024;
    private static final int MESSAGES = 4_000;

    /** Far more than windows, credit and socket buffers hold together (16 MiB), far less than all messages (64 MiB). */
    private static final int AHEAD_AT_MOST = 1_000;

    private final AtomicInteger sent = new AtomicInteger();

    FlowControlContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void handlerCanNotRunFarAheadOfASlowReader() {
        CompletableFuture<Thread> handler = new CompletableFuture<>();
        serve(TextService.echo().and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            handler.complete(Thread.currentThread());
            for (int i = 0; i < MESSAGES; i++) {
                replies.send(Text.ofBytes(MESSAGE_BYTES));
                sent.incrementAndGet();
            }
        })));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text(""))) {
            stream.next();
            Await.blocked(Await.value(handler));
            assertOthersAreServed();
            assertTrue(sent.get() < AHEAD_AT_MOST, sent::toString);
            for (int i = 1; i < MESSAGES; i++) {
                assertEquals(MESSAGE_BYTES, stream.next().value().length());
            }
            assertFalse(stream.hasNext());
        }
        assertEquals(MESSAGES, sent.get());
    }

    @Test
    void publisherOfRepliesCanNotRunFarAheadOfASlowSubscriber() {
        serve(TextService.echo()
                .and(
                        DOWNLOAD,
                        Handlers.asyncServerStreaming((request, call) -> Flows.publish(MESSAGES, i -> {
                            sent.incrementAndGet();
                            return Text.ofBytes(MESSAGE_BYTES);
                        }))));
        Flows.Collecting replies = new Flows.Collecting(1);
        AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text("")).subscribe(replies);
        Await.value(replies.first);
        assertOthersAreServed();
        assertTrue(sent.get() < AHEAD_AT_MOST, sent::toString);
        Await.value(replies.subscription).request(Long.MAX_VALUE);
        assertEquals(MESSAGES, Await.value(replies.all).size());
    }

    @Test
    void clientCanNotRunFarAheadOfAHandlerThatDoesNotRead() {
        CountDownLatch gate = new CountDownLatch(1);
        serve(TextService.echo().and(UPLOAD, Handlers.clientStreaming((requests, call) -> {
            Await.open(gate);
            int count = 0;
            for (Text request : requests) {
                count += request.value().length() / MESSAGE_BYTES;
            }
            return Text.of(count);
        })));
        CompletableFuture<Thread> client = new CompletableFuture<>();
        CompletableFuture<Text> reply = CompletableFuture.supplyAsync(
                () -> {
                    client.complete(Thread.currentThread());
                    try (BlockingUpload<Text, Text> upload =
                            BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
                        for (int i = 0; i < MESSAGES; i++) {
                            upload.send(Text.ofBytes(MESSAGE_BYTES));
                            sent.incrementAndGet();
                        }
                        return upload.finish();
                    }
                },
                task -> new Thread(task).start());
        Await.until("the client sends", () -> sent.get() > 0);
        Await.blocked(Await.value(client));
        assertOthersAreServed();
        assertTrue(sent.get() < AHEAD_AT_MOST, sent::toString);
        gate.countDown();
        assertEquals(Text.of(MESSAGES), Await.value(reply));
    }

    @Test
    void publisherOfRequestsCanNotRunFarAheadOfAHandlerThatDoesNotRead() {
        CompletableFuture<Void> entered = new CompletableFuture<>();
        CountDownLatch gate = new CountDownLatch(1);
        serve(TextService.echo().and(UPLOAD, Handlers.clientStreaming((requests, call) -> {
            entered.complete(null);
            Await.open(gate);
            int count = 0;
            while (requests.hasNext()) {
                requests.next();
                count++;
            }
            return Text.of(count);
        })));
        CompletableFuture<Text> reply =
                AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.publish(MESSAGES, i -> {
                    sent.incrementAndGet();
                    return Text.ofBytes(MESSAGE_BYTES);
                }));
        Await.value(entered);
        assertOthersAreServed();
        assertTrue(sent.get() < AHEAD_AT_MOST, sent::toString);
        gate.countDown();
        assertEquals(Text.of(MESSAGES), Await.value(reply));
    }

    @Test
    void manyUnreadStreamsDoNotStarveACall() {
        serve(TextService.echo()
                .and(
                        DOWNLOAD,
                        Handlers.asyncServerStreaming(
                                (request, call) -> Flows.publish(MESSAGES, i -> Text.ofBytes(MESSAGE_BYTES)))));
        List<Flows.Collecting> streams = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Flows.Collecting replies = new Flows.Collecting(1);
            AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text(""))
                    .subscribe(replies);
            streams.add(replies);
        }
        streams.forEach(replies -> Await.value(replies.first));
        assertOthersAreServed();
        streams.forEach(replies -> Await.value(replies.subscription).cancel());
    }

    @Test
    void smallCallsGoOnBesideLargeMessages() {
        serve(TextService.echo());
        Text large = Text.ofBytes(MAX_MESSAGE_BYTES);
        List<CompletableFuture<Text>> larges = new ArrayList<>();
        List<CompletableFuture<Text>> smalls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            larges.add(AsyncCalls.unary(channel(), DEFAULT, UNARY, large));
            for (int j = 0; j < 100; j++) {
                smalls.add(askLater(i + "." + j));
            }
        }
        for (int i = 0; i < smalls.size(); i++) {
            assertEquals(i / 100 + "." + i % 100, Await.value(smalls.get(i)).value());
        }
        for (CompletableFuture<Text> reply : larges) {
            assertEquals(large.value(), Await.value(reply).value());
        }
    }

    @Test
    void largeMessagesOfStreamsArriveWholeAndInOrder() {
        serve(TextService.with(CHAT, Style.BLOCKING.greetEach()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            for (int i = 1; i <= 10; i++) {
                int bytes = 300_000 + i;
                chat.send(Text.ofBytes(bytes));
                assertEquals(
                        "Hello, ".length() + bytes,
                        chat.replies().next().value().length());
            }
        }
    }

    @Test
    void handlerIsToldWhenItMaySendAgain() {
        CompletableFuture<Void> wasFull = new CompletableFuture<>();
        serve(TextService.with(DOWNLOAD, call -> call.listen(new PacedReplies(call, MESSAGES, wasFull))));
        Flows.Collecting replies = new Flows.Collecting(1);
        AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text("")).subscribe(replies);
        Await.value(wasFull);
        Await.value(replies.subscription).request(Long.MAX_VALUE);
        assertEquals(MESSAGES, Await.value(replies.all).size());
    }

    private void assertOthersAreServed() {
        for (int i = 0; i < 500; i++) {
            assertEquals("no. " + i, ask("no. " + i).value());
        }
    }

    /** Sends while the call is ready, and goes on when told that it is again. */
    private record PacedReplies(ServerCall<Text, Text> call, AtomicInteger left, CompletableFuture<Void> wasFull)
            implements ServerCallListener<Text> {
        PacedReplies(ServerCall<Text, Text> call, int messages, CompletableFuture<Void> wasFull) {
            this(call, new AtomicInteger(messages), wasFull);
        }

        @Override
        public void onMessage(Text request) {
            onReady();
        }

        @Override
        public void onReady() {
            while (left.get() > 0 && call.isReady()) {
                left.decrementAndGet();
                call.send(Text.ofBytes(MESSAGE_BYTES));
            }
            if (left.get() == 0) {
                call.close(Status.OK);
            } else {
                wasFull.complete(null);
            }
        }
    }
}
