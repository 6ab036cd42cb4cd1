package dev.tern.rpc.client;

import static dev.tern.rpc.client.Heard.CHAT;
import static dev.tern.rpc.client.Heard.UNARY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Marshaller;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.inprocess.InProcessAddress;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One thread sends while another closes the streams under it: whatever the interleaving, the last stream hears everything
 * once and in order. Two thousand rounds of each take well under a second.
 */
final class RetryRacesTest {
    private static final int ROUNDS = 2_000;
    private static final Status GOING = StatusCode.UNAVAILABLE.withMessage("going");

    private final Breaking transport = new Breaking();
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ClientChannel channel = ClientChannel.builder(
                    transport, FixedResolver.of(InProcessAddress.of("breaking")))
            .directExecutor()
            .build();

    @AfterEach
    void close() throws InterruptedException {
        channel.close();
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void lastStreamHearsAllMessagesOnceAndInOrder() throws Exception {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add("m" + i);
        }
        all.add("half-close");
        for (int round = 0; round < ROUNDS; round++) {
            Heard call = new Heard(channel.newCall(CHAT, CallOptions.DEFAULT));
            race(() -> {
                for (int i = 0; i < 10; i++) {
                    call.call.send("m" + i, false);
                    call.call.request(1);
                }
                call.call.halfClose();
            });
            assertEquals(all, List.copyOf(transport.last().told));
            assertEquals(10, transport.last().demand.get());
            call.call.cancel("done", null);
        }
    }

    @Test
    void lastStreamHearsTheOnlyRequestOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Heard call = new Heard(channel.newCall(UNARY, CallOptions.DEFAULT));
            race(() -> call.call.send("x", true));
            assertEquals(List.of("last x"), List.copyOf(transport.last().told));
            call.call.cancel("done", null);
        }
    }

    @Test
    void cancelReachesWhicheverStreamIsTheLast() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Heard call = new Heard(channel.newCall(CHAT, CallOptions.DEFAULT));
            race(() -> call.call.cancel("done", null));
            assertEquals(StatusCode.CANCELLED, call.end().status().code());
            assertTrue(transport.last().over);
        }
    }

    /** Runs what sends on one thread, and on another breaks the stream that there is, up to three times. */
    private void race(Runnable sending) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        CompletableFuture<Void> sent = CompletableFuture.runAsync(
                () -> {
                    await(start);
                    sending.run();
                },
                threads);
        CompletableFuture<Void> broken = CompletableFuture.runAsync(
                () -> {
                    await(start);
                    for (int i = 0; i < 3; i++) {
                        transport.last().breakUp();
                    }
                },
                threads);
        Await.value(sent);
        Await.value(broken);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Connects at once, and keeps the latest stream. */
    private static final class Breaking implements Transport {
        private volatile BreakingStream last;

        BreakingStream last() {
            return last;
        }

        @Override
        public void connect(SocketAddress address, ConnectionListener listener) {
            listener.onReady(new ClientConnection() {
                @Override
                public Stream open(RequestHead head, StreamListener hears) {
                    BreakingStream opened = new BreakingStream(hears);
                    last = opened;
                    return opened;
                }

                @Override
                public SocketAddress peer() {
                    return address;
                }

                @Override
                public void drain() {}

                @Override
                public void close(Status reason) {}
            });
        }

        @Override
        public ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** Forgets what it is told once it is over. */
    private static final class BreakingStream implements Stream {
        private final StreamListener listener;
        private final Queue<String> told = new ConcurrentLinkedQueue<>();
        private final AtomicInteger demand = new AtomicInteger();
        private volatile boolean over;

        BreakingStream(StreamListener listener) {
            this.listener = listener;
        }

        void breakUp() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            listener.onClosed(GOING, Metadata.EMPTY, Origin.THIS_SIDE, true);
        }

        @Override
        public <T> void send(T message, Marshaller<T> marshaller, boolean endOfStream) {
            told.add((endOfStream ? "last " : "") + message);
        }

        @Override
        public void halfClose() {
            told.add("half-close");
        }

        @Override
        public void request(int messages) {
            demand.addAndGet(messages);
        }

        @Override
        public boolean isReady() {
            return !over;
        }

        @Override
        public void cancel(Status status) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            listener.onClosed(status, Metadata.EMPTY, Origin.THIS_SIDE, true);
        }
    }
}
