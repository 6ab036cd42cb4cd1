package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.ONE_WAY;
import static dev.tern.rpc.contract.TextService.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** More one-way calls than a server lets be live at a time: they wait at the client, and none is lost. */
class OneWayFlowTest {
    private static final int CALLS = 200;

    /** The calls that are being handled; each ends with its future. */
    private final Queue<CompletableFuture<Void>> live = new ConcurrentLinkedQueue<>();

    private final Queue<Integer> heard = new ConcurrentLinkedQueue<>();
    private CountedTransport transport;
    private ClientChannel channel;
    private Server server;

    @AfterEach
    void close() {
        channel.close();
        server.close();
        transport.close();
    }

    private void serve(int maxConcurrentCalls) throws IOException {
        transport = CountedTransport.of(settings -> settings.maxConcurrentCalls(maxConcurrentCalls));
        server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport.get())
                .directExecutor()
                .add(TextService.with(ONE_WAY, Handlers.asyncOneWay((text, call) -> {
                            heard.add(text.number());
                            CompletableFuture<Void> ends = new CompletableFuture<>();
                            live.add(ends);
                            return ends;
                        }))
                        .and(UNARY, Handlers.unary((text, call) -> text))
                        .bind())
                .start();
        channel = NettyChannel.builder("127.0.0.1:" + server.port())
                .transport(transport.get())
                .build();
    }

    private void endAllLive() {
        for (CompletableFuture<Void> call = live.poll(); call != null; call = live.poll()) {
            call.complete(null);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void thoseBeyondTheServersLimitWaitAndNoneIsLost(int limit) throws IOException {
        serve(limit);
        List<CompletableFuture<Void>> handedOver = new ArrayList<>();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            all.add(i);
            handedOver.add(AsyncCalls.oneWay(channel, CallOptions.DEFAULT, ONE_WAY, Text.of(i)));
        }
        int most = Math.max(2, limit);
        Await.until("as many as may are live", () -> live.size() == most);
        assertFalse(handedOver.get(CALLS - 1).isDone());
        assertEquals(most, heard.size());
        Await.until("all have come", () -> {
            assertTrue(live.size() <= most, () -> live.size() + " calls are live");
            endAllLive();
            return heard.size() == CALLS;
        });
        endAllLive();
        handedOver.forEach(Await::value);
        assertEquals(all, heard.stream().sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void whatEndedOneWayCallsHaveTakenIsThereForOthers(int limit) throws IOException {
        serve(limit);
        for (int i = 0; i < CALLS; i++) {
            Await.value(AsyncCalls.oneWay(channel, CallOptions.DEFAULT, ONE_WAY, Text.of(i)));
            int sofar = i + 1;
            Await.until("it has come", () -> heard.size() == sofar);
            endAllLive();
        }
        Text large = Text.ofBytes(4_000_000);
        for (int i = 0; i < 10; i++) {
            assertEquals(large, Await.value(AsyncCalls.unary(channel, CallOptions.DEFAULT, UNARY, large)));
        }
    }
}
