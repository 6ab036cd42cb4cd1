package dev.tern.rpc.netty.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.Waiting;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Flows;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.stub.AsyncCalls;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingExchange;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.MessageStream;
import dev.tern.rpc.stub.ReplyCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One caller of the soak test: calls of all kinds and styles, one after the other or some at once, of which some are
 * cancelled, some have next to no time, and some are to fail. Which comes next is by its seed. Each reply has to be the one
 * to its request; each failure one of those that there may be.
 */
final class SoakWorker implements Runnable {
    /** Cuts, drained queues and overload; deadlines; cancels; what handlers fail with. */
    private static final Set<StatusCode> EXPECTED = EnumSet.of(
            StatusCode.UNAVAILABLE, StatusCode.DEADLINE_EXCEEDED, StatusCode.CANCELLED, StatusCode.NOT_FOUND);

    private static final int AT_ONCE = 40;
    private static final Duration PLENTY = Duration.ofSeconds(20);

    private final ClientChannel channel;
    private final SplittableRandom random;
    private final AtomicInteger oneWayNumbers;
    private final long untilNanos;

    SoakWorker(ClientChannel channel, long seed, AtomicInteger oneWayNumbers, long untilNanos) {
        this.channel = channel;
        this.random = new SplittableRandom(seed);
        this.oneWayNumbers = oneWayNumbers;
        this.untilNanos = untilNanos;
    }

    @Override
    public void run() {
        while (System.nanoTime() - untilNanos < 0) {
            try {
                switch (random.nextInt(12)) {
                    case 0 -> blockingUnary();
                    case 1, 2, 3, 4 -> manyFutures();
                    case 5 -> callback();
                    case 6 -> oneWays();
                    case 7 -> blockingUpload();
                    case 8 -> blockingDownload();
                    case 9 -> blockingChat();
                    case 10 -> publishers();
                    default -> asyncUpload();
                }
            } catch (RpcException failure) {
                expect(failure);
            }
        }
    }

    private void blockingUnary() {
        Text request = request(1);
        assertEquals(request, BlockingCalls.unary(channel, options(), TextService.UNARY, request));
    }

    private void manyFutures() {
        List<Text> requests = new ArrayList<>();
        List<CompletableFuture<Text>> replies = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Text request = request(1);
            requests.add(request);
            replies.add(AsyncCalls.unary(channel, options(), TextService.UNARY, request));
        }
        for (int i = 0; i < AT_ONCE; i++) {
            if (random.nextInt(20) == 0) {
                replies.get(i).cancel(false);
            }
        }
        for (int i = 0; i < AT_ONCE; i++) {
            try {
                assertEquals(requests.get(i), Await.value(replies.get(i)));
            } catch (CancellationException cancelled) {
                continue;
            } catch (RpcException failure) {
                expect(failure);
            }
        }
    }

    private void callback() {
        Text request = request(1);
        CompletableFuture<Text> heard = new CompletableFuture<>();
        AsyncCalls.unary(channel, options(), TextService.UNARY, request, new ReplyCallback<>() {
            @Override
            public void onReply(Text reply) {
                heard.complete(reply);
            }

            @Override
            public void onFailure(RpcException failure) {
                heard.completeExceptionally(failure);
            }
        });
        assertEquals(request, Await.value(heard));
    }

    private void oneWays() {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            Text visit = new Text(oneWayNumbers.incrementAndGet() + " visit");
            if (random.nextBoolean()) {
                sent.add(AsyncCalls.oneWay(channel, waiting(), TextService.ONE_WAY, visit));
            } else {
                BlockingCalls.oneWay(channel, waiting(), TextService.ONE_WAY, visit);
            }
        }
        sent.forEach(Await::value);
    }

    private void blockingUpload() {
        int count = 1 + random.nextInt(10);
        try (BlockingUpload<Text, Text> upload =
                BlockingCalls.clientStreaming(channel, options(), TextService.UPLOAD)) {
            for (int i = 0; i < count; i++) {
                upload.send(request(1));
            }
            // Closed without the end of requests, it is cancelled.
            if (random.nextInt(10) > 0) {
                assertEquals(count, upload.finish().number());
            }
        }
    }

    private void asyncUpload() {
        int count = 1 + random.nextInt(10);
        Text request = request(1);
        CompletableFuture<Text> reply =
                AsyncCalls.clientStreaming(channel, options(), TextService.UPLOAD, Flows.publish(count, i -> request));
        assertEquals(count, Await.value(reply).number());
    }

    private void blockingDownload() {
        int count = 1 + random.nextInt(20);
        Text request = request(count);
        int wanted = random.nextInt(5) == 0 ? random.nextInt(count) : count;
        try (MessageStream<Text> replies =
                BlockingCalls.serverStreaming(channel, options(), TextService.DOWNLOAD, request)) {
            for (int i = 0; i < wanted; i++) {
                assertEquals(request, replies.next());
            }
            if (wanted == count && replies.hasNext()) {
                throw new AssertionError("more than " + count + " replies");
            }
        }
    }

    private void blockingChat() {
        try (BlockingExchange<Text, Text> chat = BlockingCalls.bidiStreaming(channel, options(), TextService.CHAT)) {
            for (int i = random.nextInt(10); i >= 0; i--) {
                Text request = request(1);
                chat.send(request);
                assertEquals(request, chat.replies().next());
            }
            if (random.nextInt(5) > 0) {
                chat.finishSending();
                if (chat.replies().hasNext()) {
                    throw new AssertionError("a reply to no request");
                }
            }
        }
    }

    private void publishers() {
        int count = 1 + random.nextInt(10);
        Text request = request(count);
        assertEquals(
                count,
                Await.value(Flows.toList(AsyncCalls.serverStreaming(channel, options(), TextService.DOWNLOAD, request)))
                        .size());
        assertEquals(
                count,
                Await.value(Flows.toList(AsyncCalls.bidiStreaming(
                                channel, options(), TextService.CHAT, Flows.publish(count, i -> request))))
                        .size());
    }

    /** A request that says so many; mostly short, sometimes longer than a frame; sometimes one that fails. */
    private Text request(int count) {
        if (random.nextInt(50) == 0) {
            return new Text(SoakService.FAILING);
        }
        int kind = random.nextInt(1_000);
        int bytes = random.nextInt(kind == 0 ? 300_000 : kind < 30 ? 20_000 : 100);
        return new Text(count + " " + "x".repeat(bytes));
    }

    private CallOptions options() {
        return switch (random.nextInt(20)) {
            case 0 -> CallOptions.DEFAULT.withDeadlineAfter(Duration.ofNanos(1 + random.nextInt(3_000_000)));
            case 1 -> CallOptions.DEFAULT.withDeadlineAfter(PLENTY);
            default -> waiting();
        };
    }

    private static CallOptions waiting() {
        return CallOptions.DEFAULT.withWaiting(Waiting.WAIT_FOR_READY).withDeadlineAfter(PLENTY);
    }

    private static void expect(RpcException failure) {
        if (!EXPECTED.contains(failure.code())) {
            throw new AssertionError("a call failed as none may", failure);
        }
    }
}
