package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.ONE_WAY;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.Handlers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A reply on an event loop does not wait for the handlers of calls that came with its request. */
class ReplyBetweenHandlersTest {
    private static final int HOLDS_THE_LOOP = 1;
    private static final int REPLIES = 2;
    private static final int WAITS_FOR_THAT_REPLY = 3;

    /** Longer than a reply waits for what is written next, {@code FlushPace}, by a lot. */
    private static final long HANDLED_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CountDownLatch loopIsHeld = new CountDownLatch(1);
    private final CountDownLatch othersCame = new CountDownLatch(1);
    private final CountDownLatch replied = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource
    void itGoesOutBeforeTheyAreThrough(Protocol wire) throws Exception {
        // Two, so that the client's event loop is not the server's, which is held.
        try (CountedTransport servers = CountedTransport.create();
                CountedTransport clients = CountedTransport.of(settings -> settings.protocol(wire));
                Server server = serve(servers.get());
                ClientChannel channel = NettyChannel.builder("127.0.0.1:" + server.port())
                        .transport(clients.get())
                        .directExecutor()
                        .build()) {
            CompletableFuture<Text> holding = call(channel, HOLDS_THE_LOOP);
            Await.open(loopIsHeld);
            CompletableFuture<Text> replying = call(channel, REPLIES);
            replying.whenComplete((reply, failure) -> replied.countDown());
            CompletableFuture<Text> waiting = call(channel, WAITS_FOR_THAT_REPLY);
            // Handed over behind them: the server finds both when it looks at its socket again.
            Await.value(AsyncCalls.oneWay(channel, CallOptions.DEFAULT, ONE_WAY, Text.of(0)));
            othersCame.countDown();

            assertEquals(HOLDS_THE_LOOP, Await.value(holding).number());
            assertEquals(REPLIES, Await.value(replying).number());
            assertEquals(WAITS_FOR_THAT_REPLY, Await.value(waiting).number());
        }
    }

    private static CompletableFuture<Text> call(ClientChannel channel, int number) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofMinutes(2));
        return AsyncCalls.unary(channel, options, UNARY, Text.of(number));
    }

    private Server serve(NettyTransport transport) throws IOException {
        return NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport)
                .directExecutor()
                .add(TextService.with(UNARY, Handlers.unary((request, call) -> handle(request)))
                        .and(ONE_WAY, Handlers.oneWay((request, call) -> {}))
                        .bind())
                .start();
    }

    private Text handle(Text request) {
        switch (request.number()) {
            case HOLDS_THE_LOOP -> {
                loopIsHeld.countDown();
                Await.open(othersCame);
            }
            case REPLIES -> LockSupport.parkNanos(HANDLED_NANOS);
            default -> Await.open(replied);
        }
        return request;
    }
}
