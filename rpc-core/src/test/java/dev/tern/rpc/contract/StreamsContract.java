package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which side may end what, when, and what the other then sees. */
abstract class StreamsContract extends Contract {
    StreamsContract(TransportContractTest subject) {
        super(subject);
    }

    @Tag(TransportContractTest.MANY_TURNS)
    @ParameterizedTest
    @EnumSource
    void tenThousandTurnsOfPingPongStayInOrder(Style server) {
        serve(TextService.with(CHAT, server.greetEach()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            for (int i = 0; i < 10_000; i++) {
                chat.send(Text.of(i));
                assertEquals("Hello, " + i, chat.replies().next().value());
            }
        }
    }

    @Test
    void oneThreadSendsWhileAnotherReads() {
        serve(TextService.with(CHAT, Style.BLOCKING.greetEach()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 5_000; i++) {
                    chat.send(Text.of(i));
                }
                chat.finishSending();
            });
            int expected = 0;
            for (Text reply : chat.replies()) {
                assertEquals("Hello, " + expected++, reply.value());
            }
            assertEquals(5_000, expected);
            Await.value(sender);
        }
    }

    @Test
    void serverGoesOnSendingAfterTheClientHasFinished() {
        serve(TextService.with(CHAT, Handlers.bidiStreaming((requests, replies, call) -> {
            int count = 0;
            while (requests.hasNext()) {
                requests.next();
                count++;
            }
            for (int i = 1; i <= 100; i++) {
                replies.send(Text.of(i * count));
            }
        })));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            chat.send(new Text("one"));
            chat.send(new Text("two"));
            chat.finishSending();
            List<Text> replies = new ArrayList<>();
            chat.replies().forEach(replies::add);
            assertEquals(100, replies.size());
            assertEquals(Text.of(200), replies.get(99));
        }
    }

    @Test
    void serverMayEndAnExchangeBeforeTheClientHasFinished() {
        serve(TextService.with(
                CHAT, Handlers.bidiStreaming((requests, replies, call) -> replies.send(new Text("enough")))));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            assertEquals("enough", chat.replies().next().value());
            assertFalse(chat.replies().hasNext());
            assertEquals(
                    StatusCode.OK, failureOf(() -> chat.send(new Text("more"))).code());
        }
    }

    @Test
    void uploadMayBeAnsweredBeforeItsEnd() {
        serve(TextService.with(UPLOAD, Handlers.clientStreaming((requests, call) -> requests.next())));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            RpcException enough = failureOf(() -> {
                for (int i = 0; ; i++) {
                    upload.send(Text.of(i));
                }
            });
            assertEquals(StatusCode.OK, enough.code());
            assertEquals(Text.of(0), upload.finish());
        }
    }

    @Test
    void publishedUploadMayBeAnsweredBeforeItsEnd() {
        serve(TextService.with(UPLOAD, Handlers.clientStreaming((requests, call) -> requests.next())));
        assertEquals(
                Text.of(1),
                Await.value(AsyncCalls.clientStreaming(
                        channel(), DEFAULT, UPLOAD, Flows.publish(Integer.MAX_VALUE, Text::of))));
    }

    @Test
    void firstReplyArrivesWhileTheServerStillWorks() {
        CountDownLatch gate = new CountDownLatch(1);
        serve(TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            replies.send(new Text("first"));
            Await.open(gate);
            replies.send(new Text("second"));
        })));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text("go"))) {
            assertEquals("first", stream.next().value());
            gate.countDown();
            assertEquals("second", stream.next().value());
            assertFalse(stream.hasNext());
        }
    }

    @Test
    void firstRequestArrivesBeforeTheClientHasFinished() {
        CompletableFuture<Text> first = new CompletableFuture<>();
        serve(TextService.with(UPLOAD, Handlers.clientStreaming((requests, call) -> {
            first.complete(requests.next());
            return requests.next();
        })));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            upload.send(new Text("one"));
            assertEquals("one", Await.value(first).value());
            upload.send(new Text("two"));
            assertEquals("two", upload.finish().value());
        }
    }

    @Test
    void repliesThatCameBeforeAFailureAreReadBeforeIt() {
        serve(TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            for (int i = 0; i < 3; i++) {
                replies.send(Text.of(i));
            }
            throw StatusCode.DATA_LOSS.withMessage("the rest is gone").asException();
        })));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text("go"))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(Text.of(i), stream.next());
            }
            RpcException failure = failureOf(stream::hasNext);
            assertEquals(StatusCode.DATA_LOSS, failure.code());
            assertEquals("the rest is gone", failure.status().message());
        }
    }

    @Test
    void senderOfAnUploadHearsWhyTheServerGaveUp() {
        serve(TextService.with(UPLOAD, Handlers.clientStreaming((requests, call) -> {
            throw StatusCode.OUT_OF_RANGE.withMessage("no more of this").asException();
        })));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            RpcException failure = failureOf(() -> {
                for (int i = 0; ; i++) {
                    upload.send(Text.of(i));
                }
            });
            assertEquals(StatusCode.OUT_OF_RANGE, failure.code());
        }
    }

    @Test
    void handlerThatReadsNothingMayStillReply() {
        serve(TextService.with(UPLOAD, Handlers.clientStreaming((requests, call) -> new Text("did not look"))));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            assertEquals("did not look", upload.finish().value());
        }
    }

    @Test
    void manyStreamsShareAConnection() {
        serve(TextService.with(CHAT, Style.ASYNC.greetEach()));
        List<CompletableFuture<List<Text>>> chats = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            chats.add(Flows.toList(AsyncCalls.bidiStreaming(channel(), DEFAULT, CHAT, Flows.count(50))));
        }
        for (CompletableFuture<List<Text>> chat : chats) {
            assertEquals(50, Await.value(chat).size());
        }
    }
}
