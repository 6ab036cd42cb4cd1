package dev.tern.rpc.contract;

import static dev.tern.rpc.call.CallOptions.DEFAULT;
import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.ONE_WAY;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Origin;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.CallTimes;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.interceptor.OnClose;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.server.ServerBuilder;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a call ends, who watches is told of it once on each side, with what went over the wire. */
abstract class CompletionContract extends Contract {
    private final List<CallReport> atClient = new CopyOnWriteArrayList<>();
    private final List<CallReport> atServer = new CopyOnWriteArrayList<>();

    /** How many each side must have heard of, at the very end. */
    private int expectedAtClient;

    private int expectedAtServer;
    private @Nullable Server server;
    private @Nullable ClientChannel channel;

    CompletionContract(TransportContractTest subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void callsOfEveryKindThatGoWellAreToldOnceOnEachSide(Style style) {
        watched(TextService.with(UNARY, style.greet())
                .and(ONE_WAY, Handlers.unary((request, call) -> request))
                .and(UPLOAD, style.join())
                .and(DOWNLOAD, style.count())
                .and(CHAT, style.greetEach()));
        BlockingCalls.unary(client(), DEFAULT, UNARY, new Text("Ada"));
        BlockingCalls.oneWay(client(), DEFAULT, ONE_WAY, new Text("by the way"));
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(client(), DEFAULT, UPLOAD)) {
            upload.send(new Text("one"));
            upload.send(new Text("two"));
            upload.finish();
        }
        try (MessageStream<Text> download = BlockingCalls.serverStreaming(client(), DEFAULT, DOWNLOAD, Text.of(3))) {
            download.forEachRemaining(reply -> {});
        }
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(client(), DEFAULT, CHAT)) {
            chat.send(new Text("Grace"));
            chat.replies().next();
            chat.finishSending();
            chat.replies().forEachRemaining(reply -> {});
        }
        told(5, 5);
        for (MethodDescriptor<Text, Text> method : List.of(UNARY, ONE_WAY, UPLOAD, DOWNLOAD, CHAT)) {
            CallReport sent = of(method, atClient);
            CallReport served = of(method, atServer);
            assertEquals(StatusCode.OK, sent.outcome().status().code());
            assertEquals(StatusCode.OK, served.outcome().status().code());
            assertEquals(sent.traffic().sentMessages(), served.traffic().receivedMessages(), method::toString);
            assertEquals(sent.traffic().sentBytes(), served.traffic().receivedBytes(), method::toString);
            assertTrue(sent.traffic().sentBytes() > 0, method::toString);
            if (method != ONE_WAY) {
                assertEquals(sent.traffic().receivedMessages(), served.traffic().sentMessages(), method::toString);
                assertEquals(sent.traffic().receivedBytes(), served.traffic().sentBytes(), method::toString);
                assertInOrder(sent.times());
            }
            assertInOrder(served.times());
        }
        assertEquals(2, of(UPLOAD, atClient).traffic().sentMessages());
        assertEquals(3, of(DOWNLOAD, atClient).traffic().receivedMessages());
    }

    @Test
    void statusOfTheHandlerIsToldOnBothSides() {
        watched(TextService.with(UNARY, Handlers.unary((request, call) -> {
            throw StatusCode.NOT_FOUND.withMessage("no such text").asException();
        })));
        failureOf(() -> BlockingCalls.unary(client(), DEFAULT, UNARY, new Text("")));
        told(1, 1);
        assertEquals(StatusCode.NOT_FOUND, atClient.get(0).outcome().status().code());
        assertEquals(Origin.PEER, atClient.get(0).outcome().origin());
        assertEquals(CallPhase.SENT, atClient.get(0).outcome().phase());
        assertEquals("no such text", atServer.get(0).outcome().status().message());
        assertEquals(Origin.THIS_SIDE, atServer.get(0).outcome().origin());
        assertEquals(CallPhase.SENT, atServer.get(0).outcome().phase());
    }

    @Test
    void cancelledCallIsToldOnBothSides() {
        NeverAnswers handler = new NeverAnswers();
        watched(TextService.with(UNARY, handler.unary()));
        CompletableFuture<Text> reply = AsyncCalls.unary(client(), DEFAULT, UNARY, new Text(""));
        Await.value(handler.context());
        reply.cancel(true);
        told(1, 1);
        assertEquals(StatusCode.CANCELLED, atClient.get(0).outcome().status().code());
        assertEquals(StatusCode.CANCELLED, atServer.get(0).outcome().status().code());
        assertEquals(Origin.PEER, atServer.get(0).outcome().origin());
    }

    @Test
    void streamThatIsClosedBeforeItsEndIsToldOnBothSides() {
        NeverAnswers handler = new NeverAnswers();
        watched(TextService.with(DOWNLOAD, handler.download()));
        try (MessageStream<Text> download = BlockingCalls.serverStreaming(client(), DEFAULT, DOWNLOAD, Text.of(1))) {
            download.next();
        }
        told(1, 1);
        assertEquals(CallPhase.STREAMING, atClient.get(0).outcome().phase());
        assertEquals(CallPhase.STREAMING, atServer.get(0).outcome().phase());
    }

    @Test
    void deadlineIsToldOnBothSidesWithTheTimeThereWas() {
        NeverAnswers handler = new NeverAnswers();
        watched(TextService.with(UNARY, Handlers.unary((request, call) -> request))
                .and(INNER, handler.unary()));
        BlockingCalls.unary(client(), DEFAULT, UNARY, new Text("so that there is a connection"));
        failureOf(() -> BlockingCalls.unary(client(), DEFAULT.withDeadlineAfter(SHORT), INNER, new Text("")));
        Await.until("told", () -> atClient.size() == 2 && atServer.size() == handler.calls() + 1);
        told(2, atServer.size());
        CallReport late = of(INNER, atClient);
        assertEquals(StatusCode.DEADLINE_EXCEEDED, late.outcome().status().code());
        assertEquals(SHORT, late.outcome().allowed().orElseThrow());
    }

    @Test
    void callsThatTheServerRefusesAreToldThoughNoInterceptorSeesThem() {
        NeverAnswers handler = new NeverAnswers();
        watched(TextService.with(UNARY, handler.unary()), settings -> settings.maxCallsInFlight(1));
        CompletableFuture<Text> first = AsyncCalls.unary(client(), DEFAULT, UNARY, new Text(""));
        Await.value(handler.context());
        failureOf(() -> BlockingCalls.unary(client(), DEFAULT, UNARY, new Text("one too many")));
        MethodDescriptor<Text, Text> nothing = MethodDescriptor.of(
                MethodKind.UNARY, TextService.NAME, "Nothing", TextMarshaller.BYTES, TextMarshaller.BYTES);
        failureOf(() -> BlockingCalls.unary(client(), DEFAULT, nothing, new Text("")));
        first.cancel(true);
        told(3, 3);
        CallReport unknown = of(nothing, atServer);
        assertEquals(StatusCode.UNIMPLEMENTED, unknown.outcome().status().code());
        assertEquals(CallPhase.UNSENT, unknown.outcome().phase());
        assertEquals(
                StatusCode.RESOURCE_EXHAUSTED,
                atServer.get(0).outcome().status().code());
    }

    @Test
    void callThatNeverHadAConnectionIsToldAtTheClient() {
        channel = watchedChannel(deserted());
        failureOf(() -> BlockingCalls.unary(client(), DEFAULT, UNARY, new Text("")));
        told(1, 0);
        CallReport failed = atClient.get(0);
        assertEquals(CallPhase.CONNECTING, failed.outcome().phase());
        assertEquals(CallTimes.NEVER, failed.times().takenNanos());
        assertTrue(failed.times().queuedNanos() >= 0, failed::toString);
        assertEquals(0, failed.traffic().sentMessages());
    }

    @Test
    void lostConnectionIsToldOnBothSides() {
        NeverAnswers handler = new NeverAnswers();
        watched(TextService.with(UNARY, handler.unary()).and(CHAT, handler.chat()));
        CompletableFuture<Text> reply = AsyncCalls.unary(client(), DEFAULT, UNARY, new Text(""));
        Await.value(handler.context());
        server().close();
        assertEquals(StatusCode.UNAVAILABLE, failureOf(reply).code());
        told(1, 1);
        assertEquals(StatusCode.UNAVAILABLE, atServer.get(0).outcome().status().code());
    }

    @Test
    void replyThatCanNotBeDecodedIsAFailureAtTheClientAlone() {
        watched(TextService.with(UNARY, Handlers.unary((request, call) -> Text.UNDECODABLE)));
        failureOf(() -> BlockingCalls.unary(client(), DEFAULT, UNARY, new Text("")));
        told(1, 1);
        assertEquals(StatusCode.INTERNAL, atClient.get(0).outcome().status().code());
        assertEquals(StatusCode.OK, atServer.get(0).outcome().status().code());
    }

    @Test
    void watcherThatThrowsHarmsNothing() {
        watched(
                TextService.echo(),
                settings -> settings.onCallEnd(report -> {
                    throw new IllegalStateException("a bug of the watcher on the server");
                }));
        ClientChannel throwing = channelTo(
                server().address(),
                settings -> settings.intercept(
                        OnClose.tell(report -> {
                            throw new IllegalStateException("a bug of the watcher on the client");
                        }),
                        OnClose.tell(atClient::add)));
        assertEquals(
                "x",
                BlockingCalls.unary(throwing, DEFAULT, UNARY, new Text("x")).value());
        assertEquals(
                "y",
                BlockingCalls.unary(throwing, DEFAULT, UNARY, new Text("y")).value());
        told(2, 2);
    }

    /** Each side has heard as much as it must, and after everything was closed no more. */
    @AfterEach
    final void nobodyIsToldTwice() {
        if (channel != null) {
            channel.close();
        }
        if (server != null) {
            server.close();
        }
        assertEquals(expectedAtClient, atClient.size(), atClient::toString);
        assertEquals(expectedAtServer, atServer.size(), atServer::toString);
    }

    private void watched(TextService service) {
        watched(service, settings -> settings);
    }

    private void watched(TextService service, UnaryOperator<ServerBuilder> settings) {
        server = serve(service, builder -> settings.apply(builder).onCallEnd(atServer::add));
        channel = watchedChannel(server.address());
    }

    private ClientChannel watchedChannel(SocketAddress address) {
        return channelTo(address, settings -> settings.intercept(OnClose.tell(atClient::add)));
    }

    private ClientChannel client() {
        if (channel == null) {
            throw new IllegalStateException("no channel");
        }
        return channel;
    }

    private Server server() {
        if (server == null) {
            throw new IllegalStateException("no server");
        }
        return server;
    }

    private void told(int clients, int servers) {
        expectedAtClient = clients;
        expectedAtServer = servers;
        Await.until("told", () -> atClient.size() >= clients && atServer.size() >= servers);
    }

    private static CallReport of(MethodDescriptor<Text, Text> method, List<CallReport> reports) {
        return reports.stream()
                .filter(report -> report.outcome().method().equals(method.fullName()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertInOrder(CallTimes times) {
        assertTrue(times.takenNanos() >= 0, times::toString);
        assertTrue(times.firstByteNanos() >= times.takenNanos(), times::toString);
        assertTrue(times.doneNanos() >= times.firstByteNanos(), times::toString);
    }
}
