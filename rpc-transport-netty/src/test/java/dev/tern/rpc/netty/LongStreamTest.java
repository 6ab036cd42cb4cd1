package dev.tern.rpc.netty;

import static dev.tern.rpc.contract.TextService.DOWNLOAD;
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
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams of short messages that are published on the event loop as fast as they may be: so fast that what the socket and the
 * windows hold back is always something, and that who hears that there is room sends from within.
 */
class LongStreamTest {
    /** A few times what all windows and buffers hold together. */
    private static final int MESSAGES = 100_000;

    /** So small that windows, where they grow, do so while the server has much to send. */
    private static final int SMALL_WINDOW_BYTES = 16 * 1024;

    /** Before each number, for the same reason. */
    private static final String ZEROS = "0".repeat(40);

    @ParameterizedTest
    @EnumSource
    void allMessagesComeInOrder(Protocol wire) throws Exception {
        // Two, so that the client's event loop is not the server's, for which it waits.
        try (CountedTransport servers = CountedTransport.create();
                CountedTransport clients =
                        CountedTransport.of(settings -> settings.protocol(wire).streamCreditBytes(SMALL_WINDOW_BYTES));
                Server server = serve(servers.get());
                ClientChannel channel = NettyChannel.builder("127.0.0.1:" + server.port())
                        .transport(clients.get())
                        .directExecutor()
                        .build()) {
            for (int i = 0; i < 2; i++) {
                Counted heard = new Counted();
                CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(60));
                AsyncCalls.serverStreaming(channel, options, DOWNLOAD, Text.of(MESSAGES))
                        .subscribe(heard);
                assertEquals(MESSAGES, heard.end.get(60, TimeUnit.SECONDS));
            }
        }
    }

    /** Whether the server may not send more for now, or has sent all. */
    private volatile boolean still;

    private Server serve(NettyTransport transport) throws IOException {
        return NettyServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .transport(transport)
                .directExecutor()
                .add(TextService.with(
                                DOWNLOAD,
                                Handlers.asyncServerStreaming((request, call) -> subscriber ->
                                        subscriber.onSubscribe(new Numbers(subscriber, request.number()))))
                        .bind())
                .start();
    }

    /** Publishes numbers as they are asked for; touched by the event loop alone. */
    private final class Numbers implements Flow.Subscription {
        private final Flow.Subscriber<? super Text> subscriber;
        private final int count;
        private int next;
        private long wanted;
        private boolean publishing;

        Numbers(Flow.Subscriber<? super Text> subscriber, int count) {
            this.subscriber = subscriber;
            this.count = count;
        }

        @Override
        public void request(long more) {
            wanted += more;
            if (publishing) {
                return;
            }
            publishing = true;
            still = false;
            while (wanted > 0 && next < count) {
                wanted--;
                subscriber.onNext(new Text(ZEROS + next++));
                if (next == count) {
                    subscriber.onComplete();
                }
            }
            publishing = false;
            still = true;
        }

        @Override
        public void cancel() {
            next = count;
        }
    }

    /** Counts numbers that come in order, and now and then reads no more until the server can't send on. */
    private final class Counted implements Flow.Subscriber<Text> {
        private final CompletableFuture<Integer> end = new CompletableFuture<>();
        private int next;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Text message) {
            if (message.number() != next++) {
                end.completeExceptionally(new AssertionError(message + " came at place " + (next - 1)));
            }
            if (next % 20_000 == 1) {
                Await.until("the server sends nothing", () -> still);
            }
        }

        @Override
        public void onError(Throwable failure) {
            end.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            end.complete(next);
        }
    }
}
