package dev.tern.rpc.server;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.inprocess.InProcessTransport;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerTest {
    private static final InProcessAddress ADDRESS = InProcessAddress.of("server");

    private final InProcessTransport transport = InProcessTransport.create();

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void serviceAddedTwiceIsRefusedAndNamed() {
        ServerBuilder builder =
                builder().add(TextService.echo().bind()).add(TextService.echo().bind());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::start);
        assertEquals("service " + TextService.NAME + " was added twice", refusal.getMessage());
    }

    @Test
    void addressInUseIsRefusedAndNamed() throws IOException {
        try (Server first = builder().start()) {
            IOException refusal =
                    assertThrows(IOException.class, () -> builder().start());
            assertTrue(refusal.getMessage().contains(first.address().toString()), refusal::getMessage);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void limitsBelowOneAreRefusedAndNamed(int value) {
        ServerBuilder builder = builder();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> builder.maxCallsInFlight(value))
                .getMessage()
                .contains("maxCallsInFlight " + value));
        assertThrows(IllegalArgumentException.class, () -> builder.handlerPool(value, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.handlerPool(1, value));
    }

    @Test
    void serverWithoutPortsHasNoPortNumber() throws IOException {
        try (Server server = builder().start()) {
            assertEquals(ADDRESS, server.address());
            assertThrows(IllegalStateException.class, server::port);
        }
    }

    @Test
    void closeIsIdempotentFreesTheAddressAndRunsWhatItWasGivenOnce() throws IOException, InterruptedException {
        List<String> closed = new ArrayList<>();
        Server server = builder().closing(() -> closed.add("action")).start();
        server.close();
        server.close();
        server.awaitTermination();
        assertEquals(List.of("action"), closed);
        builder().start().close();
    }

    @Test
    void drainOfAnIdleServerIsOverAtOnceHoweverLongItMayTake() throws Exception {
        Server server = builder().add(TextService.echo().bind()).start();
        try (ClientChannel channel = ClientChannel.over(transport, ADDRESS)) {
            BlockingCalls.unary(channel, CallOptions.DEFAULT, UNARY, new Text("x"));
            assertTrue(server.drain(Duration.ofSeconds(Long.MAX_VALUE)).isClean());
        }
    }

    @Test
    void interruptedDrainClosesTheServerAllTheSame() throws Exception {
        CompletableFuture<Text> never = new CompletableFuture<>();
        CompletableFuture<String> entered = new CompletableFuture<>();
        Server server = builder()
                .add(TextService.with(UNARY, Handlers.asyncUnary((request, call) -> {
                            entered.complete("");
                            return never;
                        }))
                        .bind())
                .start();
        try (ClientChannel channel = ClientChannel.over(transport, ADDRESS)) {
            CompletableFuture<Text> reply = AsyncCalls.unary(channel, CallOptions.DEFAULT, UNARY, new Text("x"));
            Await.value(entered);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> server.drain(Await.BOUND));
            server.awaitTermination();
            Await.until("the call has ended", reply::isDone);
            assertEquals(0, server.callsInFlight());
        }
    }

    @Test
    void deadlinesOfCallsThatEndedAreNotArmedAnyMore() throws IOException {
        Server server = builder()
                .add(TextService.echo()
                        .and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {}))
                        .and(CHAT, Handlers.bidiStreaming((requests, replies, call) -> {}))
                        .bind())
                .start();
        try (server;
                ClientChannel channel = ClientChannel.over(transport, ADDRESS)) {
            CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofHours(1));
            BlockingCalls.unary(channel, options, UNARY, new Text("x"));
            assertFalse(BlockingCalls.serverStreaming(channel, options, DOWNLOAD, new Text("x"))
                    .hasNext());
            assertFalse(BlockingCalls.bidiStreaming(channel, options, CHAT)
                    .replies()
                    .hasNext());
            Await.until("all calls are over", () -> server.callsInFlight() == 0);
            assertEquals(0, server.timer().armed());
        }
    }

    private ServerBuilder builder() {
        return Server.builder(transport, ADDRESS);
    }
}
