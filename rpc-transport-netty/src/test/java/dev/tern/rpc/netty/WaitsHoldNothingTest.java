package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.CHAT;
import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.UNARY;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.server.Server;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No thread that waits in a blocking stub or handler holds a monitor: a virtual one would pin its carrier, before JDK 24. */
final class WaitsHoldNothingTest {
    private static final CallOptions DEFAULT = CallOptions.DEFAULT;
    private static final Map<String, Consumer<ClientChannel>> WAITS = Map.of(
            "a unary call", channel -> BlockingCalls.unary(channel, DEFAULT, UNARY, new Text("")),
            "the reply to an upload", channel -> upload(channel, 1),
            "room for requests", channel -> upload(channel, Integer.MAX_VALUE),
            "replies", WaitsHoldNothingTest::download,
            "replies of an exchange", channel -> exchange(channel, 1),
            "room in an exchange", channel -> exchange(channel, Integer.MAX_VALUE));

    private final CountDownLatch gate = new CountDownLatch(1);

    /** A handler's thread, which goes on to wait for requests or for room. */
    private final CompletableFuture<Thread> handler = new CompletableFuture<>();

    private Server server;
    private ClientChannel channel;

    static Stream<String> waits() {
        return WAITS.keySet().stream();
    }

    @BeforeEach
    void serve() throws Exception {
        server = NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .add(TextService.with(UNARY, Handlers.unary((request, call) -> {
                            Await.open(gate);
                            return request;
                        }))
                        .and(UPLOAD, Handlers.clientStreaming((requests, call) -> {
                            Await.open(gate);
                            return new Text("");
                        }))
                        .and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> Await.open(gate)))
                        .and(CHAT, Handlers.bidiStreaming((requests, replies, call) -> {
                            String first = requests.next().value();
                            handler.complete(Thread.currentThread());
                            while (first.equals("write")) {
                                replies.send(Text.ofBytes(10_000));
                            }
                            if (first.equals("read")) {
                                requests.next();
                            }
                            Await.open(gate);
                        }))
                        .bind())
                .start();
        channel = NettyChannel.to("127.0.0.1:" + server.port());
    }

    @AfterEach
    void close() {
        gate.countDown();
        channel.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("waits")
    void whoWaitsInAStubHoldsNoMonitor(String wait) throws InterruptedException {
        Thread waiter = new Thread(() -> {
            try {
                WAITS.get(wait).accept(channel);
            } catch (RpcException closed) {
                // The test has seen enough of it.
            }
        });
        waiter.start();
        assertParkedWithNothing(waiter, "dev.tern.rpc.stub");
        channel.close();
        waiter.join();
    }

    @Test
    void handlerThatWaitsForRequestsHoldsNoMonitor() {
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel, DEFAULT, CHAT)) {
            chat.send(new Text("read"));
            assertParkedWithNothing(Await.value(handler), "dev.tern.rpc.stub");
        }
    }

    @Test
    void handlerThatWaitsForRoomHoldsNoMonitor() {
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel, DEFAULT, CHAT)) {
            chat.send(new Text("write"));
            assertParkedWithNothing(Await.value(handler), "dev.tern.rpc.stub");
        }
    }

    private static void assertParkedWithNothing(Thread thread, String pkg) {
        ThreadInfo[] parked = new ThreadInfo[1];
        Await.until(thread + " waits in " + pkg, () -> {
            parked[0] = info(thread);
            return isParkedIn(parked[0], pkg);
        });
        // As it was then: by now it may have gone on, and hold a monitor for a moment.
        assertEquals(List.of(), List.of(parked[0].getLockedMonitors()));
    }

    private static boolean isParkedIn(ThreadInfo thread, String pkg) {
        StackTraceElement[] stack = thread.getStackTrace();
        return thread.getThreadState() == Thread.State.WAITING
                && Stream.of(stack)
                        .limit(4)
                        .anyMatch(frame -> frame.getClassName().startsWith(pkg));
    }

    private static ThreadInfo info(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(new long[] {thread.getId()}, true, false)[0];
    }

    private static void upload(ClientChannel channel, int messages) {
        try (BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(channel, DEFAULT, UPLOAD)) {
            for (int i = 0; i < messages; i++) {
                upload.send(Text.ofBytes(10_000));
            }
            upload.finish();
        }
    }

    private static void download(ClientChannel channel) {
        try (MessageStream<Text> replies = BlockingCalls.serverStreaming(channel, DEFAULT, DOWNLOAD, new Text(""))) {
            replies.hasNext();
        }
    }

    private static void exchange(ClientChannel channel, int messages) {
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel, DEFAULT, CHAT)) {
            for (int i = 0; i < messages; i++) {
                chat.send(Text.ofBytes(10_000));
            }
            chat.replies().hasNext();
        }
    }
}
