package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Origin;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.StatusDetail;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A status means the same at both ends. */
abstract class StatusContract extends Contract {
    StatusContract(TransportContractTest subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource(names = "OK", mode = EnumSource.Mode.EXCLUDE)
    void everyCodeSurvives(StatusCode code) {
        serve(TextService.with(UNARY, throwing(code.withMessage("because of " + code))));
        RpcException failure = failureOf(() -> ask(""));
        assertEquals(code, failure.code());
        assertEquals("because of " + code, failure.status().message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "Grüße, 漢字 und 🙂",
                "50 % of /a?b&c",
                "two\nlines\tand a tab",
                "\"quotes\" \\ \u0001"
            })
    void everyMessageSurvives(String message) {
        serve(TextService.with(UNARY, throwing(StatusCode.ABORTED.withMessage(message))));
        assertEquals(message, failureOf(() -> ask("")).status().message());
    }

    @Test
    void detailsSurviveInOrder() {
        Status sent = StatusCode.FAILED_PRECONDITION
                .withMessage("zuerst bezahlen – дальше")
                .withDetail(StatusDetail.of("type.tern.dev/One", new byte[] {0, 1, -1}))
                .withDetail(StatusDetail.of("type.tern.dev/Two", new byte[0]))
                .withDetail(StatusDetail.of("type.tern.dev/One", "x".repeat(500).getBytes(StandardCharsets.UTF_8)));
        serve(TextService.with(UNARY, throwing(sent)));
        assertEquals(sent, failureOf(() -> ask("")).status());
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAnUploadSurvives(Style client) {
        serve(TextService.with(UPLOAD, throwing(StatusCode.NOT_FOUND.withMessage("nowhere to put it"))));
        RpcException failure = switch (client) {
            case BLOCKING -> {
                try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel(), DEFAULT, UPLOAD)) {
                    yield failureOf(upload::finish);
                }
            }
            case ASYNC -> failureOf(AsyncCalls.clientStreaming(channel(), DEFAULT, UPLOAD, Flows.count(5)));
        };
        assertEquals(StatusCode.NOT_FOUND, failure.code());
        assertEquals("nowhere to put it", failure.status().message());
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAnExchangeSurvives(Style client) {
        serve(TextService.with(CHAT, throwing(StatusCode.PERMISSION_DENIED.withMessage("not you"))));
        RpcException failure = switch (client) {
            case BLOCKING -> {
                try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel(), DEFAULT, CHAT)) {
                    yield failureOf(() -> chat.replies().hasNext());
                }
            }
            case ASYNC -> failureOf(Flows.toList(AsyncCalls.bidiStreaming(channel(), DEFAULT, CHAT, Flows.count(5))));
        };
        assertEquals(StatusCode.PERMISSION_DENIED, failure.code());
    }

    @Test
    void failedStageOfAHandlerBecomesItsStatus() {
        serve(TextService.with(
                UNARY,
                Handlers.asyncUnary((request, call) -> CompletableFuture.supplyAsync(() -> {
                    throw StatusCode.ALREADY_EXISTS.withMessage("twice").asException();
                }))));
        assertEquals(StatusCode.ALREADY_EXISTS, failureOf(() -> ask("")).code());
    }

    @Test
    void failureSaysWhoDecidedWhichMethodAndHowFarItCame() {
        serve(TextService.with(UNARY, throwing(StatusCode.INTERNAL.withMessage("broken"))));
        RpcException failure = failureOf(() -> ask(""));
        assertEquals(Origin.PEER, failure.origin());
        assertEquals(UNARY.fullName(), failure.outcome().method());
        assertFalse(failure.outcome().peer().isEmpty());
        assertTrue(!failure.outcome().phase().isUnsent(), failure::getMessage);
        assertFalse(failure.outcome().elapsed().isNegative());
    }

    @ParameterizedTest
    @EnumSource
    void exceptionOfAHandlerBecomesUnknownAndNothingOfItLeaks(Style server) {
        RuntimeException bug = new IllegalStateException("password is hunter2");
        serve(TextService.with(
                        UNARY,
                        server == Style.BLOCKING
                                ? Handlers.unary((request, call) -> {
                                    throw bug;
                                })
                                : Handlers.asyncUnary((request, call) -> CompletableFuture.failedFuture(bug)))
                .and(TextService.INNER, Style.BLOCKING.greet()));
        RpcException failure = failureOf(() -> ask(""));
        assertEquals(StatusCode.UNKNOWN.withMessage("the handler failed; see the server's log"), failure.status());
        assertFalse(failure.toString().contains("hunter2"));
        assertEquals(
                "Hello, again",
                BlockingCalls.unary(channel(), DEFAULT, TextService.INNER, new Text("again"))
                        .value());
    }

    @Test
    void failureOfANestedCallBecomesUnknown() {
        serve(TextService.with(
                        UNARY,
                        Handlers.unary(
                                (request, call) -> BlockingCalls.unary(channel(), DEFAULT, TextService.INNER, request)))
                .and(TextService.INNER, throwing(StatusCode.UNAUTHENTICATED.withMessage("the inner secret"))));
        RpcException failure = failureOf(() -> ask(""));
        assertEquals(StatusCode.UNKNOWN.withMessage("the handler failed; see the server's log"), failure.status());
    }

    @Test
    void statusOfANestedCallIsForwardedByThrowingItAnew() {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
                    try {
                        return BlockingCalls.unary(channel(), DEFAULT, TextService.INNER, request);
                    } catch (RpcException inner) {
                        throw new RpcException(inner.status());
                    }
                }))
                .and(TextService.INNER, throwing(StatusCode.RESOURCE_EXHAUSTED.withMessage("no more"))));
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED.withMessage("no more"),
                failureOf(() -> ask("")).status());
    }

    @Test
    void errorsThatAreNotExceptionsEndTheCallToo() {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            throw new AssertionError("a bug of the handler");
        })));
        assertEquals(StatusCode.UNKNOWN, failureOf(() -> ask("")).code());
    }

    @Test
    void manyFailuresInARowLeaveTheConnectionAsItWas() {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            if (request.number() % 2 == 0) {
                throw StatusCode.CANCELLED.withMessage("even").asException();
            }
            return request;
        })));
        List<CompletableFuture<Text>> calls =
                IntStream.range(0, 1_000).mapToObj(i -> askLater("" + i)).toList();
        for (int i = 0; i < calls.size(); i += 2) {
            assertEquals("even", failureOf(calls.get(i)).status().message());
            assertEquals(Text.of(i + 1), Await.value(calls.get(i + 1)));
        }
    }

    private static ServerHandler<Text, Text> throwing(Status status) {
        return call -> {
            throw status.asException();
        };
    }
}
