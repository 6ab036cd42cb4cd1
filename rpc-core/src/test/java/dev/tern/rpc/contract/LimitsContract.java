package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.INNER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message over the limit ends its own call, saying how long it was and might have been, and nothing else. */
abstract class LimitsContract extends OneConnection {
    LimitsContract(TransportContractTest subject) {
        super(subject);
    }

    @ParameterizedTest
    @ValueSource(ints = {MAX_MESSAGE_BYTES - 1, MAX_MESSAGE_BYTES})
    void messageUpToTheLimitPassesBothWays(int bytes) {
        begin(service());
        assertEquals(bytes, ask(Text.ofBytes(bytes)).value().length());
    }

    @Test
    void requestOverTheLimitIsRefusedNamingSizeAndLimit() {
        begin(service());
        assertTooLarge(failureOf(() -> ask(Text.ofBytes(MAX_MESSAGE_BYTES + 1))));
        assertConnectionLives();
    }

    @Test
    void replyOverTheLimitIsRefusedNamingSizeAndLimit() {
        begin(service().and(INNER, Handlers.unary((request, call) -> Text.ofBytes(MAX_MESSAGE_BYTES + 1))));
        assertTooLarge(failureOf(() -> BlockingCalls.unary(channel(), DEFAULT, INNER, new Text(""))));
        assertConnectionLives();
    }

    @Test
    void replyOfAStreamOverTheLimitIsRefusedNamingSizeAndLimit() {
        begin(service().and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            replies.send(new Text("fine"));
            replies.send(Text.ofBytes(MAX_MESSAGE_BYTES + 1));
        })));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text(""))) {
            assertEquals("fine", stream.next().value());
            assertTooLarge(failureOf(stream::hasNext));
        }
        assertConnectionLives();
    }

    @Test
    void requestOfAStreamOverTheLimitIsRefusedNamingSizeAndLimit() {
        begin(service().and(CHAT, Style.BLOCKING.greetEach()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            chat.send(Text.ofBytes(MAX_MESSAGE_BYTES + 1));
            assertTooLarge(failureOf(() -> chat.replies().hasNext()));
        }
        assertConnectionLives();
    }

    private static void assertTooLarge(RpcException failure) {
        assertEquals(StatusCode.RESOURCE_EXHAUSTED, failure.code());
        assertTrue(failure.status().message().contains("" + (MAX_MESSAGE_BYTES + 1)), failure::getMessage);
        assertTrue(failure.status().message().contains("" + MAX_MESSAGE_BYTES), failure::getMessage);
    }
}
