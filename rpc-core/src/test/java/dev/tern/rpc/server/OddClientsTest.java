package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.ONE_WAY;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.transport.StreamListener;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that send what no stub would, and handlers that do what no sane one would: every call ends, nothing leaks. */
final class OddClientsTest {
    private static final InProcessAddress ADDRESS = InProcessAddress.of("odd");

    private final InProcessTransport transport = InProcessTransport.create();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private @Nullable Server server;

    static List<MethodDescriptor<Text, Text>> singleRequestMethods() {
        return List.of(UNARY, ONE_WAY, DOWNLOAD);
    }

    @AfterEach
    void nothingLeaks() {
        Server started = server;
        if (started != null) {
            Await.until("no calls in flight", () -> started.callsInFlight() == 0);
            Await.until("no messages held", () -> transport.heldMessages() == 0);
            started.close();
        }
        transport.close();
    }

    @ParameterizedTest
    @MethodSource("singleRequestMethods")
    void requestWhoseEndNeverComesIsFreedWhenTheCallIsCancelled(MethodDescriptor<Text, Text> method) {
        serve(noting());
        RawClient client = client(method);
        client.send("half a call");
        client.cancel();
        assertEquals(StatusCode.CANCELLED, client.end().code());
        assertEquals(List.of(), handled);
    }

    @ParameterizedTest
    @MethodSource("singleRequestMethods")
    void callWithTwoRequestsThatMayHaveOnlyOneNeverReachesItsHandler(MethodDescriptor<Text, Text> method) {
        serve(noting());
        RawClient client = client(method);
        client.send("one");
        client.send("two");
        assertEquals(StatusCode.INTERNAL, client.end().code());
        assertTrue(client.end().message().contains("two requests"), client.end()::message);
        assertEquals(List.of(), handled);
    }

    @ParameterizedTest
    @MethodSource("singleRequestMethods")
    void missingRequestEndsACallThatMustHaveOne(MethodDescriptor<Text, Text> method) {
        serve(noting());
        RawClient client = client(method);
        client.halfClose();
        assertEquals(StatusCode.INTERNAL, client.end().code());
        assertEquals(List.of(), handled);
    }

    @ParameterizedTest
    @MethodSource("singleRequestMethods")
    void callOfTheKindThatItsMethodHasAsksForNothingMore(MethodDescriptor<Text, Text> method) throws IOException {
        ScriptedServerStream known = new ScriptedServerStream();
        ScriptedServerStream unknown = new ScriptedServerStream();
        ScriptedPeer peer = new ScriptedPeer();
        server = Server.builder(peer, ScriptedPeer.ADDRESS).add(noting().bind()).start();
        StreamListener call = peer.call(known, method, method.kind(), "");
        StreamListener other = peer.call(unknown, method, MethodKind.BIDI_STREAMING, "");
        assertEquals(List.of(), known.told);
        assertEquals(List.of("request 1"), unknown.told);
        call.onHalfClose();
        other.onHalfClose();
    }

    @Test
    void oneWayCallOverAWireThatHasNoneIsAnsweredWithAnEmptyMessageOnceItIsHandled() {
        serve(noting());
        RawClient client = client(ONE_WAY);
        client.send("x");
        client.halfClose();
        assertTrue(client.end().isOk());
        assertEquals(List.of(0), client.sizes());
        assertEquals(List.of("x"), handled);
    }

    @Test
    void failureOfAOneWayCallIsToldOverAWireThatHasNone() {
        serve(TextService.with(ONE_WAY, Handlers.oneWay((request, call) -> {
            throw StatusCode.NOT_FOUND.withMessage("no such thing").asException();
        })));
        RawClient client = client(ONE_WAY);
        client.send("x");
        client.halfClose();
        assertEquals(StatusCode.NOT_FOUND, client.end().code());
        assertEquals(List.of(), client.sizes());
    }

    @Test
    void handlerThatDoesNothingWithItsUnaryCallEndsItWithUnknown() {
        serve(TextService.with(UNARY, call -> {}));
        RawClient client = client(UNARY);
        client.send("x");
        client.halfClose();
        assertEquals(StatusCode.UNKNOWN, client.end().code());
    }

    @Test
    void handlerThatDoesNothingWithItsStreamEndsItWithUnknown() {
        serve(TextService.with(CHAT, call -> {}));
        RawClient client = client(CHAT);
        client.send("x");
        assertEquals(StatusCode.UNKNOWN, client.end().code());
    }

    @Test
    void secondListenerFailsTheCall() {
        serve(TextService.with(UNARY, call -> {
            call.listen(request -> {});
            call.listen(request -> {});
        }));
        RawClient client = client(UNARY);
        client.send("x");
        client.halfClose();
        assertEquals(StatusCode.UNKNOWN, client.end().code());
    }

    @ParameterizedTest
    @MethodSource("unaryAndChat")
    void executorOfAListenerThatRefusesDoesNotLeaveTheCallHanging(MethodDescriptor<Text, Text> method) {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        serve(TextService.with(method, call -> call.listen(new Closing(call::close), full)));
        RawClient client = client(method);
        client.send("x");
        client.halfClose();
        Status end = client.end();
        // A stream's events then run on the transport's thread, a unary call is refused: either way it ends.
        assertTrue(end.isOk() || end.code() == StatusCode.RESOURCE_EXHAUSTED, end::toString);
    }

    static List<MethodDescriptor<Text, Text>> unaryAndChat() {
        return List.of(UNARY, CHAT);
    }

    @Test
    void listenerThatThrowsAtTheEndHurtsNobody() {
        CompletableFuture<Status> told = new CompletableFuture<>();
        serve(TextService.with(
                UNARY,
                call -> call.listen(new ServerCallListener<>() {
                    @Override
                    public void onMessage(Text request) {
                        handled.add(request.value());
                    }

                    @Override
                    public void onClose(Status status) {
                        told.complete(status);
                        throw new IllegalStateException("a bug of the listener");
                    }
                })));
        RawClient client = client(UNARY);
        client.send("x");
        client.halfClose();
        Await.until("handled", () -> !handled.isEmpty());
        client.cancel();
        assertEquals(StatusCode.CANCELLED, Await.value(told).code());
        assertEquals(StatusCode.CANCELLED, client.end().code());
    }

    @Test
    void actionForACancelThatThrowsDoesNotKeepTheOthersFromRunning() {
        CompletableFuture<Status> told = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.asyncUnary((request, call) -> {
            call.onCancel(reason -> {
                throw new IllegalStateException("a bug of the action");
            });
            call.onCancel(told::complete);
            handled.add(request.value());
            return new CompletableFuture<>();
        })));
        RawClient client = client(UNARY);
        client.send("x");
        client.halfClose();
        Await.until("handled", () -> !handled.isEmpty());
        client.cancel();
        assertEquals(StatusCode.CANCELLED, Await.value(told).code());
    }

    @Test
    void forgottenActionDoesNotRun() {
        CompletableFuture<Status> told = new CompletableFuture<>();
        CompletableFuture<Status> forgotten = new CompletableFuture<>();
        serve(TextService.with(UNARY, Handlers.asyncUnary((request, call) -> {
            call.onCancel(forgotten::complete).close();
            call.onCancel(told::complete);
            handled.add(request.value());
            return new CompletableFuture<>();
        })));
        RawClient client = client(UNARY);
        client.send("x");
        client.halfClose();
        Await.until("handled", () -> !handled.isEmpty());
        client.cancel();
        Await.value(told);
        assertEquals(false, forgotten.isDone());
    }

    private TextService noting() {
        ServerHandler<Text, Text> noting =
                Handlers.serverStreaming((request, replies, call) -> handled.add(request.value()));
        return TextService.with(UNARY, Handlers.unary((request, call) -> {
                    handled.add(request.value());
                    return request;
                }))
                .and(ONE_WAY, Handlers.oneWay((request, call) -> handled.add(request.value())))
                .and(DOWNLOAD, noting);
    }

    private void serve(TextService service) {
        try {
            server = Server.builder(transport, ADDRESS).add(service.bind()).start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RawClient client(MethodDescriptor<Text, Text> method) {
        // On a wire that does not say the kind, the server is given the widest.
        return new RawClient(transport, ADDRESS, method, MethodKind.BIDI_STREAMING);
    }

    /** Ends its call with OK when the requests have ended. */
    private record Closing(Consumer<Status> close) implements ServerCallListener<Text> {
        @Override
        public void onMessage(Text request) {}

        @Override
        public void onHalfClose() {
            close.accept(Status.OK);
        }
    }
}
