package dev.tern.rpc.netty.fault;

import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.ONE_WAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.client.Backoff;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.netty.CountedTransport;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.stub.BlockingCalls;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server's process is killed under load (SIGKILL: it says no word), and another takes its place. */
@Timeout(120)
class KilledServerTest {
    private static final CallOptions WAITING = CallOptions.DEFAULT.withWaiting(Waiting.WAIT_FOR_READY);
    private static final int CALLERS = 4;
    private static final int CALLS_BEFORE = 2_000;

    /** The kernel closes a dead process's sockets: nobody has to find out by asking. */
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Books books = new Books();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger visits = new AtomicInteger();
    private final Set<String> handedOver = ConcurrentHashMap.newKeySet();
    private final Set<String> failedVisits = ConcurrentHashMap.newKeySet();
    private final Queue<RpcException> failures = new ConcurrentLinkedQueue<>();
    private Process process;
    private int port;
    private CompletableFuture<List<String>> arrived;

    @AfterEach
    void killTheLast() throws InterruptedException {
        kill();
    }

    @ParameterizedTest
    @EnumSource
    void callsOfAKilledServerFailSoonAndTheNextServerIsFound(Protocol wire) throws Exception {
        start(0);
        try (CountedTransport transport = CountedTransport.of(settings -> settings.protocol(wire));
                ClientChannel channel = channelOn(transport)) {
            List<PendingCall> pending = PendingCall.ofEachKind(channel, 10);
            List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> callUntilFailure(channel), task -> new Thread(task).start()))
                    .toList();
            Await.until("there is load", () -> answered.get() >= CALLS_BEFORE);

            long killedAt = System.nanoTime();
            CompletableFuture<List<String>> arrivals = arrived;
            kill();

            String peer = "127.0.0.1:" + port;
            pending.forEach(call -> call.assertLost(peer));
            callers.forEach(Await::value);
            assertTrue(System.nanoTime() - killedAt < SOON_NANOS, "calls took long to fail");
            for (RpcException failure : failures) {
                assertEquals(StatusCode.UNAVAILABLE, failure.code(), failure::getMessage);
                assertTrue(failure.getMessage().contains(peer), failure::getMessage);
            }
            assertAtMostOnce(Await.value(arrivals));

            start(port);
            Text again = new Text("again");
            assertEquals(again, BlockingCalls.unary(channel, WAITING, INNER, again));
        }
        Await.until(
                "every call has ended",
                () -> books.client(INNER.kind()).started()
                        == books.client(INNER.kind()).ended());
    }

    /** One-way calls and others in turn, until one fails. */
    private void callUntilFailure(ClientChannel channel) {
        while (true) {
            String visit = "visit " + visits.incrementAndGet();
            try {
                BlockingCalls.oneWay(channel, CallOptions.DEFAULT, ONE_WAY, new Text(visit));
                handedOver.add(visit);
            } catch (RpcException failure) {
                failedVisits.add(visit);
                failures.add(failure);
                return;
            }
            try {
                assertEquals(
                        visit,
                        BlockingCalls.unary(channel, CallOptions.DEFAULT, INNER, new Text(visit))
                                .value());
                answered.incrementAndGet();
            } catch (RpcException failure) {
                failures.add(failure);
                return;
            }
        }
    }

    /** A visit that was handed to the socket may be lost; none comes twice, and none that was not made. */
    private void assertAtMostOnce(List<String> came) {
        Set<String> distinct = Set.copyOf(came);
        assertEquals(distinct.size(), came.size(), "a one-way call came twice");
        assertTrue(came.size() <= handedOver.size() + failedVisits.size());
        for (String visit : distinct) {
            assertTrue(handedOver.contains(visit) || failedVisits.contains(visit), visit + " was not made");
        }
        assertTrue(distinct.size() > CALLS_BEFORE / 2, "next to no one-way call came");
    }

    private ClientChannel channelOn(CountedTransport transport) {
        return ClientChannel.builder(
                        transport.get(),
                        FixedResolver.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .backoff(new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)))
                .intercept(books.onClient())
                .build();
    }

    private void start(int at) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledServer.class.getName(),
                        Integer.toString(at))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        String first = output.readLine();
        if (first == null) {
            throw new AssertionError("the server ended at once");
        }
        port = Integer.parseInt(first);
        arrived = CompletableFuture.supplyAsync(() -> output.lines().toList(), task -> new Thread(task).start());
    }

    private void kill() throws InterruptedException {
        // By its handle: Process.destroyForcibly closes what is still to be read of it, too.
        process.toHandle().destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the server's process lives on");
    }
}
