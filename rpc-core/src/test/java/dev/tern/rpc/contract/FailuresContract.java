package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import org.junit.jupiter.api.Test;

/** Calls that can't go well: each ends with what is wrong, and the connection lives on. */
abstract class FailuresContract extends OneConnection {
    FailuresContract(TransportContractTest subject) {
        super(subject);
    }

    @Test
    void unknownServiceIsNamed() {
        begin(service());
        RpcException failure = failureOf(() -> unary("tern.contract.Nobody", "Unary"));
        assertEquals(StatusCode.UNIMPLEMENTED, failure.code());
        assertTrue(failure.status().message().contains("tern.contract.Nobody/Unary"), failure::getMessage);
        assertConnectionLives();
    }

    @Test
    void unknownMethodIsNamed() {
        begin(service());
        RpcException failure = failureOf(() -> unary(TextService.NAME, "Nothing"));
        assertEquals(StatusCode.UNIMPLEMENTED, failure.code());
        assertTrue(failure.status().message().contains(TextService.NAME + "/Nothing"), failure::getMessage);
        assertConnectionLives();
    }

    @Test
    void unknownStreamIsNamedAndWhatIsSentOnItIsDropped() {
        begin(service());
        MethodDescriptor<Text, Text> nothing = method(MethodKind.BIDI_STREAMING, TextService.NAME, "Nothing");
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, nothing)) {
            RpcException failure = failureOf(() -> {
                while (true) {
                    chat.send(Text.ofBytes(1000));
                }
            });
            assertEquals(StatusCode.UNIMPLEMENTED, failure.code());
        }
        assertConnectionLives();
    }

    @Test
    void methodWithoutImplementationIsNamed() {
        begin(service());
        RpcException failure = failureOf(
                () -> BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD).finish());
        assertEquals(StatusCode.UNIMPLEMENTED, failure.code());
        assertTrue(failure.status().message().contains(UPLOAD.fullName()), failure::getMessage);
    }

    @Test
    void streamingStubOfAUnaryMethodMayNotSendTwoRequests() {
        begin(service());
        MethodDescriptor<Text, Text> asStream = method(MethodKind.CLIENT_STREAMING, TextService.NAME, "Unary");
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, asStream)) {
            RpcException failure = failureOf(() -> {
                for (int i = 0; ; i++) {
                    upload.send(Text.of(i));
                }
            });
            assertTrue(
                    failure.code() == StatusCode.UNIMPLEMENTED || failure.code() == StatusCode.INTERNAL,
                    failure::getMessage);
        }
        assertConnectionLives();
    }

    @Test
    void streamingStubOfAUnaryMethodMayNotSendNoRequest() {
        begin(service());
        MethodDescriptor<Text, Text> asStream = method(MethodKind.BIDI_STREAMING, TextService.NAME, "Unary");
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, asStream)) {
            chat.finishSending();
            assertEquals(
                    StatusCode.INTERNAL,
                    failureOf(() -> chat.replies().hasNext()).code());
        }
        assertConnectionLives();
    }

    @Test
    void unaryStubOfAStreamedReplyFails() {
        begin(service().and(DOWNLOAD, Style.BLOCKING.count()));
        MethodDescriptor<Text, Text> asUnary = method(MethodKind.UNARY, TextService.NAME, "Download");
        RpcException failure = failureOf(() -> BlockingCalls.unary(channel(), DEFAULT, asUnary, Text.of(5)));
        assertTrue(
                failure.code() == StatusCode.UNIMPLEMENTED || failure.code() == StatusCode.INTERNAL,
                failure::getMessage);
        assertConnectionLives();
    }

    @Test
    void requestThatCanNotBeDecodedFailsItsCall() {
        begin(service());
        RpcException failure = failureOf(() -> ask(Text.UNDECODABLE));
        assertEquals(StatusCode.INTERNAL, failure.code());
        assertEquals(Origin.PEER, failure.origin());
        assertConnectionLives();
    }

    @Test
    void requestOfAStreamThatCanNotBeDecodedFailsItsCall() {
        begin(service().and(CHAT, Style.BLOCKING.greetEach()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            chat.send(new Text("fine"));
            assertEquals("Hello, fine", chat.replies().next().value());
            chat.send(Text.UNDECODABLE);
            assertEquals(
                    StatusCode.INTERNAL,
                    failureOf(() -> chat.replies().hasNext()).code());
        }
        assertConnectionLives();
    }

    @Test
    void replyThatCanNotBeDecodedFailsItsCall() {
        begin(service().and(INNER, Handlers.unary((request, call) -> Text.UNDECODABLE)));
        RpcException failure = failureOf(() -> BlockingCalls.unary(channel(), DEFAULT, INNER, new Text("")));
        assertEquals(StatusCode.INTERNAL, failure.code());
        assertEquals(Origin.THIS_SIDE, failure.origin());
        assertConnectionLives();
    }

    @Test
    void replyToAnUploadThatCanNotBeDecodedFailsItsCall() {
        begin(service().and(UPLOAD, Handlers.clientStreaming((requests, call) -> Text.UNDECODABLE)));
        assertEquals(
                StatusCode.INTERNAL,
                failureOf(AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.count(3)))
                        .code());
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
            assertEquals(StatusCode.INTERNAL, failureOf(upload::finish).code());
        }
        assertConnectionLives();
    }

    @Test
    void replyOfAStreamThatCanNotBeDecodedFailsItsCall() {
        begin(service().and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            replies.send(new Text("fine"));
            replies.send(Text.UNDECODABLE);
        })));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text(""))) {
            assertEquals("fine", stream.next().value());
            assertEquals(StatusCode.INTERNAL, failureOf(stream::hasNext).code());
        }
        assertConnectionLives();
    }

    @Test
    void requestThatCanNotBeEncodedFailsItsCall() {
        begin(service());
        RpcException failure = failureOf(() -> ask(Text.UNENCODABLE));
        assertEquals(StatusCode.INTERNAL, failure.code());
        assertEquals(Origin.THIS_SIDE, failure.origin());
        assertConnectionLives();
    }

    @Test
    void requestOfAStreamThatCanNotBeEncodedFailsItsCall() {
        NeverAnswers handler = new NeverAnswers();
        begin(service().and(CHAT, handler.chat()));
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
            Await.value(handler.context());
            chat.send(Text.UNENCODABLE);
            assertEquals(
                    StatusCode.INTERNAL,
                    failureOf(() -> chat.replies().hasNext()).code());
        }
        Await.value(handler.cancelled());
        assertConnectionLives();
    }

    @Test
    void replyThatCanNotBeEncodedFailsItsCall() {
        begin(service().and(INNER, Handlers.unary((request, call) -> Text.UNENCODABLE)));
        RpcException failure = failureOf(() -> BlockingCalls.unary(channel(), DEFAULT, INNER, new Text("")));
        assertEquals(StatusCode.INTERNAL, failure.code());
        assertEquals(Origin.PEER, failure.origin());
        assertConnectionLives();
    }

    @Test
    void replyOfAStreamThatCanNotBeEncodedFailsItsCall() {
        begin(service().and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            replies.send(new Text("fine"));
            replies.send(Text.UNENCODABLE);
        })));
        try (MessageStream<Text> stream = BlockingCalls.serverStreaming(channel(), DEFAULT, DOWNLOAD, new Text(""))) {
            assertEquals("fine", stream.next().value());
            assertEquals(StatusCode.INTERNAL, failureOf(stream::hasNext).code());
        }
        assertConnectionLives();
    }

    private Text unary(String service, String name) {
        return BlockingCalls.unary(channel(), DEFAULT, method(MethodKind.UNARY, service, name), new Text(""));
    }

    private static MethodDescriptor<Text, Text> method(MethodKind kind, String service, String name) {
        return MethodDescriptor.of(kind, service, name, TextMarshaller.BYTES, TextMarshaller.BYTES);
    }
}
