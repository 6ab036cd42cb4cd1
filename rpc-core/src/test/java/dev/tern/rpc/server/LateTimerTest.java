package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.concurrent.ManualClock;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.stub.Handlers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls whose deadline passes in the executor's queue, on a server whose timer has not come to them: nothing expires here. */
final class LateTimerTest {
    private static final InProcessAddress ADDRESS = InProcessAddress.of("late");
    private static final CallOptions AN_HOUR = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofHours(1));

    private final ManualClock clock = new ManualClock();
    private final InProcessTransport transport = InProcessTransport.create();
    private final ClientChannel channel = ClientChannel.over(transport, ADDRESS);

    /** The executor's queue: runs when the test says so. */
    private final Queue<Runnable> queue = new ArrayDeque<>();

    private final List<String> handled = new ArrayList<>();
    private @Nullable Server server;

    /** One of each kind that has a reply. */
    static Stream<MethodDescriptor<Text, Text>> methods() {
        return Stream.of(UNARY, UPLOAD, DOWNLOAD, CHAT);
    }

    @AfterEach
    void close() {
        channel.close();
        Objects.requireNonNull(server).close();
        transport.close();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void blockingHandlerIsNotReached(MethodDescriptor<Text, Text> method) throws IOException {
        serve(TextService.with(UNARY, Handlers.unary((request, call) -> note(request)))
                .and(UPLOAD, Handlers.clientStreaming((requests, call) -> note(new Text(""))))
                .and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> note(request)))
                .and(CHAT, Handlers.bidiStreaming((requests, replies, call) -> note(new Text("")))));
        assertEquals(StatusCode.DEADLINE_EXCEEDED, endAfterTheDeadlineInTheQueue(method));
        assertEquals(List.of(), handled);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void asynchronousHandlerIsNotReached(MethodDescriptor<Text, Text> method) throws IOException {
        serve(TextService.with(UNARY, Handlers.asyncUnary((request, call) -> later(request)))
                .and(UPLOAD, Handlers.asyncClientStreaming((requests, call) -> later(new Text(""))))
                .and(DOWNLOAD, Handlers.asyncServerStreaming((request, call) -> none(request)))
                .and(CHAT, Handlers.asyncBidiStreaming((requests, call) -> none(new Text("")))));
        assertEquals(StatusCode.DEADLINE_EXCEEDED, endAfterTheDeadlineInTheQueue(method));
        assertEquals(List.of(), handled);
    }

    @Test
    void listenerOnAnExecutorOfItsOwnIsNotReached() throws IOException {
        Queue<Runnable> elsewhere = new ArrayDeque<>();
        ServerHandler<Text, Text> handler = call -> call.listen(this::note, elsewhere::add);
        serve(TextService.with(UNARY, handler));
        CompletableFuture<Outcome> end = start(UNARY);
        drain(queue);
        clock.advance(Duration.ofHours(2));
        drain(elsewhere);
        assertEquals(StatusCode.DEADLINE_EXCEEDED, Await.value(end).status().code());
        assertEquals(List.of(), handled);
    }

    private void serve(TextService service) throws IOException {
        Executor waiting = queue::add;
        server = Server.builder(transport, ADDRESS)
                .add(service.bind())
                .executor(waiting)
                .timer(Timer.manual(clock))
                .start();
    }

    private StatusCode endAfterTheDeadlineInTheQueue(MethodDescriptor<Text, Text> method) {
        CompletableFuture<Outcome> end = start(method);
        clock.advance(Duration.ofHours(2));
        drain(queue);
        return Await.value(end).status().code();
    }

    private CompletableFuture<Outcome> start(MethodDescriptor<Text, Text> method) {
        CompletableFuture<Outcome> end = new CompletableFuture<>();
        ClientCall<Text, Text> call = channel.newCall(method, AN_HOUR);
        call.start(
                new ClientCallListener<>() {
                    @Override
                    public void onMessage(Text reply) {}

                    @Override
                    public void onClose(Outcome outcome) {
                        end.complete(outcome);
                    }
                },
                DirectExecutor.INSTANCE);
        call.send(new Text("late"), true);
        return end;
    }

    private Text note(Text request) {
        handled.add(request.value());
        return request;
    }

    private CompletableFuture<Text> later(Text request) {
        return CompletableFuture.completedFuture(note(request));
    }

    private Flow.Publisher<Text> none(Text request) {
        note(request);
        return subscriber -> {};
    }

    private static void drain(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
