package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.OBJECT_CHAT;
import static dev.tern.rpc.contract.TextService.OBJECT_UNARY;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplyCallback;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of call goes well, in both styles on both ends. */
abstract class CallsContract extends Contract {
    private static final int MANY = 200;

    CallsContract(TransportContractTest subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void blockingClientGetsItsUnaryReply(Style server) {
        serve(TextService.with(UNARY, server.greet()));
        assertEquals("Hello, Ada", ask("Ada").value());
    }

    @ParameterizedTest
    @EnumSource
    void futureCompletesWithTheUnaryReply(Style server) {
        serve(TextService.with(UNARY, server.greet()));
        assertEquals("Hello, Ada", Await.value(askLater("Ada")).value());
    }

    @ParameterizedTest
    @EnumSource
    void callbackHearsTheUnaryReply(Style server) {
        serve(TextService.with(UNARY, server.greet()));
        CompletableFuture<Text> heard = new CompletableFuture<>();
        AsyncCalls.unary(channel(), DEFAULT, UNARY, new Text("Ada"), new ReplyCallback<>() {
            @Override
            public void onReply(Text reply) {
                heard.complete(reply);
            }

            @Override
            public void onFailure(RpcException failure) {
                heard.completeExceptionally(failure);
            }
        });
        assertEquals("Hello, Ada", Await.value(heard).value());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 65_536, 1_000_000})
    void messagesOfAnySizeArriveWhole(int bytes) {
        serve(TextService.echo());
        assertEquals(Text.ofBytes(bytes).value(), ask(Text.ofBytes(bytes)).value());
    }

    @Test
    void tenThousandUnaryCallsAtOnceOnOneConnectionAreAllAnswered() {
        serve(TextService.with(UNARY, Style.BLOCKING.greet()));
        List<CompletableFuture<Text>> replies =
                IntStream.range(0, 10_000).mapToObj(i -> askLater("no. " + i)).toList();
        for (int i = 0; i < replies.size(); i++) {
            assertEquals("Hello, no. " + i, Await.value(replies.get(i)).value());
        }
    }

    @ParameterizedTest
    @EnumSource
    void blockingUploadGetsItsReply(Style server) {
        serve(TextService.with(UPLOAD, server.join()));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            for (int i = 1; i <= MANY; i++) {
                upload.send(Text.of(i));
            }
            assertEquals(Style.joined(numbers(MANY)), upload.finish());
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishedUploadGetsItsReply(Style server) {
        serve(TextService.with(UPLOAD, server.join()));
        assertEquals(
                Style.joined(numbers(MANY)),
                Await.value(AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.count(MANY))));
    }

    @ParameterizedTest
    @EnumSource
    void uploadOfNothingGetsItsReply(Style server) {
        serve(TextService.with(UPLOAD, server.join()));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            assertEquals("", upload.finish().value());
        }
        assertEquals(
                "",
                Await.value(AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.count(0)))
                        .value());
    }

    @ParameterizedTest
    @EnumSource
    void downloadIsPulledToItsEnd(Style server) {
        serve(TextService.with(DOWNLOAD, server.count()));
        assertEquals(numbers(MANY), download(MANY));
    }

    @ParameterizedTest
    @EnumSource
    void downloadIsPublishedToItsEnd(Style server) {
        serve(TextService.with(DOWNLOAD, server.count()));
        assertEquals(
                numbers(MANY),
                Await.value(Flows.toList(AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(MANY)))));
    }

    @ParameterizedTest
    @EnumSource
    void downloadOfNothingEndsWell(Style server) {
        serve(TextService.with(DOWNLOAD, server.count()));
        assertEquals(List.of(), download(0));
        assertEquals(
                List.of(),
                Await.value(Flows.toList(AsyncCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(0)))));
    }

    @ParameterizedTest
    @EnumSource
    void blockingExchangeTakesTurns(Style server) {
        serve(TextService.with(CHAT, server.greetEach()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            for (int i = 1; i <= MANY; i++) {
                chat.send(Text.of(i));
                assertEquals("Hello, " + i, chat.replies().next().value());
            }
            chat.finishSending();
            assertEquals(false, chat.replies().hasNext());
        }
    }

    @ParameterizedTest
    @EnumSource
    void publishedExchangeAnswersEveryRequest(Style server) {
        serve(TextService.with(CHAT, server.greetEach()));
        List<Text> replies =
                Await.value(Flows.toList(AsyncCalls.bidiStreaming(channel(), DEFAULT, CHAT, Flows.count(MANY))));
        assertEquals(numbers(MANY).stream().map(Style::greeting).toList(), replies);
    }

    @Test
    void immutableMessagesArriveEqualInUnaryCalls() {
        serve(TextService.with(OBJECT_UNARY, Style.BLOCKING.greet()));
        assertEquals(
                "Hello, Ada",
                BlockingCalls.unary(channel(), DEFAULT, OBJECT_UNARY, new Text("Ada"))
                        .value());
    }

    @Test
    void immutableMessagesArriveEqualAndInOrderInStreams() {
        serve(TextService.with(OBJECT_CHAT, Style.BLOCKING.greetEach()));
        List<Text> replies =
                Await.value(Flows.toList(AsyncCalls.bidiStreaming(channel(), DEFAULT, OBJECT_CHAT, Flows.count(MANY))));
        assertEquals(numbers(MANY).stream().map(Style::greeting).toList(), replies);
    }

    @Test
    void handlerKnowsItsMethodAndPeer() {
        serve(TextService.with(
                UNARY,
                Handlers.unary((request, call) -> new Text(
                        call.method().fullName() + (call.peer().toString().isEmpty() ? "" : " from a peer")))));
        assertEquals(UNARY.fullName() + " from a peer", ask("").value());
    }

    private List<Text> download(int count) {
        List<Text> replies = new ArrayList<>();
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, Text.of(count))) {
            stream.forEach(replies::add);
        }
        return replies;
    }

    private static List<Text> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Text::of).toList();
    }
}
