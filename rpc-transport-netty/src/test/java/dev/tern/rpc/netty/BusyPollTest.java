package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import io.netty.channel.SelectStrategy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BusyPollTest {
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void aLoopWithNothingToDoLooksAgainUntilItsTimeIsUp() throws Exception {
        BusyPoll patient = new BusyPoll(LONG.toNanos());
        for (int i = 0; i < 100; i++) {
            assertEquals(SelectStrategy.CONTINUE, patient.calculateStrategy(() -> 0, false));
        }
        assertEquals(SelectStrategy.SELECT, new BusyPoll(0).calculateStrategy(() -> 0, false));
    }

    @Test
    void aLoopWithSomethingToDoDoesItAndBeginsAnew() throws Exception {
        BusyPoll loop = new BusyPoll(LONG.toNanos());
        assertEquals(3, loop.calculateStrategy(() -> 3, false));
        assertEquals(0, loop.calculateStrategy(() -> 0, true));
        assertEquals(SelectStrategy.CONTINUE, loop.calculateStrategy(() -> 0, false));
    }

    @ParameterizedTest
    @EnumSource
    void callsGoAsEver(Protocol wire) throws Exception {
        try (Server server = NettyServer.on(ANY_PORT)
                        .busyPoll(Duration.ofMillis(5))
                        .add(TextService.echo().bind())
                        .start();
                ClientChannel channel = NettyChannel.builder("127.0.0.1:" + server.port())
                        .busyPoll()
                        .protocol(wire)
                        .build()) {
            for (int i = 0; i < 200; i++) {
                Text text = new Text("call " + i);
                assertEquals(text, BlockingCalls.unary(channel, CallOptions.DEFAULT, UNARY, text));
            }
        }
    }

    @Test
    void whoLooksForAReplyStillHearsOfInterruptAndDeadline() throws Exception {
        try (Server silent = NettyServer.on(ANY_PORT)
                        .add(TextService.with(UNARY, Handlers.asyncUnary((text, call) -> new CompletableFuture<>()))
                                .bind())
                        .start();
                ClientChannel channel = NettyChannel.builder("127.0.0.1:" + silent.port())
                        .busyPoll(LONG)
                        .build()) {
            CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofMillis(20));
            RpcException late =
                    assertThrows(RpcException.class, () -> BlockingCalls.unary(channel, soon, UNARY, new Text("")));
            assertEquals(StatusCode.DEADLINE_EXCEEDED, late.code());
            Thread.currentThread().interrupt();
            RpcException interrupted = assertThrows(
                    RpcException.class, () -> BlockingCalls.unary(channel, CallOptions.DEFAULT, UNARY, new Text("")));
            assertEquals(StatusCode.CANCELLED, interrupted.code());
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aServerOnASharedTransportSaysWhereToAskForIt() {
        try (NettyTransport shared = NettyTransport.builder().busyPoll(LONG).build()) {
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class,
                    () -> NettyServer.on(ANY_PORT).transport(shared).busyPoll().start());
            assertTrue(refused.getMessage().contains("NettyTransport.builder().busyPoll"), refused::getMessage);
        }
    }

    @Test
    void aTimeOutOfRangeIsRefused() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(999), Duration.ofMillis(1_001))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NettyTransport.builder().busyPoll(wrong));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> NettyChannel.builder("127.0.0.1:1").busyPoll(wrong).build());
        }
    }
}
