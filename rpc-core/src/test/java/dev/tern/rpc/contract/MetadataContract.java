package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallContext;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.interceptor.ResponseMetadata;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels beside the messages arrives as it was sent. */
abstract class MetadataContract extends Contract {
    private static final Metadata.Key<String> USER = Metadata.Key.text("x-user");
    private static final Metadata.Key<String> TRACE = Metadata.Key.text("x-trace");
    private static final Metadata.Key<byte[]> TOKEN = Metadata.Key.binary("x-token-bin");
    private static final Metadata.Key<String> NAME = Metadata.Key.utf8("x-name-bin");

    MetadataContract(TransportContractTest subject) {
        super(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ada", "with spaces, and commas; and = signs", "~!@#$%^&*()_+{}|:\"<>?`-=[]\\;',./"})
    void textReachesTheHandler(String value) {
        assertEquals(
                Optional.of(value), received(DEFAULT.withMetadata(USER, value)).first(USER));
    }

    @Test
    void everyByteReachesTheHandler() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertArrayEquals(
                all, received(DEFAULT.withMetadata(TOKEN, all)).first(TOKEN).orElseThrow());
    }

    @Test
    void noBytesAreAValueToo() {
        assertArrayEquals(
                new byte[0],
                received(DEFAULT.withMetadata(TOKEN, new byte[0])).first(TOKEN).orElseThrow());
    }

    @Test
    void textOutsideAsciiReachesTheHandlerAsBytes() {
        assertEquals(
                Optional.of("Адá 漢字 🙂"),
                received(DEFAULT.withMetadata(NAME, "Адá 漢字 🙂")).first(NAME));
    }

    @Test
    void repeatedEntriesKeepTheirOrder() {
        Metadata sent = Metadata.builder()
                .add(USER, "first")
                .add(NAME, "un")
                .add(TRACE, "between")
                .add(USER, "second")
                .add(NAME, "deux")
                .add(USER, "third")
                .build();
        Metadata received = received(DEFAULT.withMetadata(sent));
        assertEquals(List.of("first", "second", "third"), received.all(USER));
        assertEquals(List.of("between"), received.all(TRACE));
        assertEquals(List.of("un", "deux"), received.all(NAME));
    }

    @Test
    void largeMetadataArrivesWhole() {
        CallOptions options = DEFAULT;
        for (int i = 0; i < 60; i++) {
            options = options.withMetadata(TRACE, i + "-" + "t".repeat(50));
        }
        List<String> received = received(options).all(TRACE);
        assertEquals(60, received.size());
        assertEquals("59-" + "t".repeat(50), received.get(59));
    }

    @Test
    void callsThatShareEntriesHaveEachItsOwn() {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            for (int i = 0; i < call.metadata().size(); i++) {
                if (call.metadata().isBinary(i)) {
                    call.addTrailer(TOKEN, call.metadata().bytes(i));
                } else {
                    call.addHeader(
                            Metadata.Key.text(call.metadata().name(i)),
                            call.metadata().text(i));
                }
            }
            return request;
        })));
        Metadata user = Metadata.of(USER, "ada");
        Metadata token = Metadata.of(TOKEN, new byte[] {1, 2});
        Metadata one = user.with(TRACE, "1").and(token);
        Metadata two = user.with(TRACE, "2").and(token);
        for (Metadata sent : List.of(one, one, two, one, user, token, two.and(user), Metadata.EMPTY, two, two)) {
            ResponseMetadata response = new ResponseMetadata();
            BlockingCalls.unary(with(response), DEFAULT.withMetadata(sent), UNARY, new Text(""));
            assertEquals(sent.all(USER), response.headers().all(USER));
            assertEquals(sent.all(TRACE), response.headers().all(TRACE));
            assertEquals(sent.without(USER).without(TRACE), response.trailers());
        }
    }

    @Test
    void headersAndTrailersOfAUnaryReplyReachTheClient() {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            describe(call);
            return request;
        })));
        ResponseMetadata response = new ResponseMetadata();
        BlockingCalls.unary(with(response), DEFAULT, UNARY, new Text(""));
        assertDescribed(response);
    }

    @Test
    void headersAndTrailersOfAnAsynchronousReplyReachTheClient() {
        serve(TextService.with(UNARY, Handlers.asyncUnary((request, call) -> {
            describe(call);
            return CompletableFuture.completedFuture(request);
        })));
        ResponseMetadata response = new ResponseMetadata();
        BlockingCalls.unary(with(response), DEFAULT, UNARY, new Text(""));
        assertDescribed(response);
    }

    @Test
    void headersAndTrailersOfAnUploadReachTheClient() {
        serve(TextService.with(UPLOAD, Handlers.clientStreaming((requests, call) -> {
            describe(call);
            return new Text("done");
        })));
        ResponseMetadata response = new ResponseMetadata();
        assertEquals(
                "done",
                BlockingCalls.clientStreaming(with(response), DEFAULT, UPLOAD)
                        .finish()
                        .value());
        assertDescribed(response);
    }

    @Test
    void headersOfAStreamComeWithItsFirstReplyAndTrailersWithItsEnd() {
        CountDownLatch gate = new CountDownLatch(1);
        serve(TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            call.addHeader(USER, "ada");
            call.addHeader(TOKEN, new byte[] {1, 2, 3});
            replies.send(new Text("first"));
            Await.open(gate);
            call.addTrailer(TRACE, "t1");
            call.addTrailer(NAME, "é");
        })));
        ResponseMetadata response = new ResponseMetadata();
        try (MessageStream<Text> stream =
                BlockingCalls.serverStreaming(with(response), DEFAULT, DOWNLOAD, new Text(""))) {
            assertEquals("first", stream.next().value());
            assertEquals(Optional.of("ada"), response.headers().first(USER));
            gate.countDown();
            assertEquals(false, stream.hasNext());
            assertDescribed(response);
        }
    }

    @Test
    void headersCanGoBeforeAnyReply() {
        serve(TextService.with(CHAT, call -> {
            call.context().addHeader(USER, "ada");
            call.sendHeaders();
            call.listen(request -> call.close(Status.OK));
        }));
        CompletableFuture<Metadata> headers = new CompletableFuture<>();
        try (BlockingExchange<Text, Text> chat =
                BlockingCalls.bidiStreaming(with(new HeadersHeard(headers)), DEFAULT, CHAT)) {
            CompletableFuture<Boolean> reader =
                    CompletableFuture.supplyAsync(() -> chat.replies().hasNext());
            assertEquals(Optional.of("ada"), Await.value(headers).first(USER));
            chat.send(new Text("now end it"));
            assertEquals(false, Await.value(reader));
        }
    }

    @Test
    void trailersComeWithAFailure() {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            call.addTrailer(TRACE, "t1");
            throw new RpcException(StatusCode.NOT_FOUND.withMessage("no such thing"), Metadata.of(NAME, "é"));
        })));
        RpcException failure = failureOf(() -> ask(""));
        assertEquals(StatusCode.NOT_FOUND, failure.code());
        assertEquals(Optional.of("t1"), failure.trailers().first(TRACE));
        assertEquals(Optional.of("é"), failure.trailers().first(NAME));
    }

    @Test
    void headersComeEvenIfTheCallThenFails() {
        serve(TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            call.addHeader(USER, "ada");
            replies.send(new Text("first"));
            throw new RpcException(StatusCode.ABORTED.withMessage("stop"), Metadata.of(TRACE, "t1"));
        })));
        ResponseMetadata response = new ResponseMetadata();
        try (MessageStream<Text> stream =
                BlockingCalls.serverStreaming(with(response), DEFAULT, DOWNLOAD, new Text(""))) {
            stream.next();
            assertEquals(StatusCode.ABORTED, failureOf(stream::hasNext).code());
        }
        assertEquals(Optional.of("ada"), response.headers().first(USER));
        assertEquals(Optional.of("t1"), response.trailers().first(TRACE));
    }

    private Metadata received(CallOptions options) {
        CompletableFuture<Metadata> received = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> {
            received.complete(call.metadata());
            return request;
        })));
        BlockingCalls.unary(channel(), options, UNARY, new Text(""));
        return Await.value(received);
    }

    private Channel with(ClientInterceptor interceptor) {
        return ClientInterceptor.compose(channel(), List.of(interceptor));
    }

    private static void describe(CallContext call) {
        call.addHeader(USER, "ada");
        call.addHeader(TOKEN, new byte[] {1, 2, 3});
        call.addTrailer(TRACE, "t1");
        call.addTrailer(NAME, "é");
    }

    private static void assertDescribed(ResponseMetadata response) {
        assertEquals(Optional.of("ada"), response.headers().first(USER));
        assertArrayEquals(new byte[] {1, 2, 3}, response.headers().first(TOKEN).orElseThrow());
        assertEquals(Optional.of("t1"), response.trailers().first(TRACE));
        assertEquals(Optional.of("é"), response.trailers().first(NAME));
    }
}
