package dev.tern.rpc.netty.fault;

import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A link of long round trips that carries much: the gRPC wire's windows grow to what it holds. */
@Timeout(60)
@ExtendWith(Seed.class)
class SlowLinkTest {
    private static final Duration ONE_WAY_LATENCY = Duration.ofMillis(25);
    private static final long BYTES_PER_SECOND = 4_000_000;

    /** A twelfth of what the link holds, so that it is the window that slows the stream down and not the machine. */
    private static final int WINDOW_BYTES = 16 * 1024;

    private static final int MESSAGE_BYTES = 4 * 1024;
    private static final int MESSAGES = 600;

    /** Ten windows' worth. As long as it has its first window, that takes a stream nine round trips, however it goes. */
    private static final int BURST = 10 * WINDOW_BYTES / MESSAGE_BYTES;

    /** What they may take in the best case of many: the link itself carries them in less than one. */
    private static final int ROUND_TRIPS = 4;

    @Test
    void streamOutgrowsTheWindowItBeganWith() {
        Link link = Link.CLEAR
                .withLatency(ONE_WAY_LATENCY)
                .withBytesPerSecond(BYTES_PER_SECOND)
                .withMaxChunkBytes(16 * 1024);
        TextService service = TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            Text reply = Text.ofBytes(MESSAGE_BYTES);
            for (int i = 0; i < MESSAGES; i++) {
                replies.send(reply);
            }
        }));
        try (FaultyNetwork network = FaultyNetwork.of(
                Protocol.GRPC, settings -> settings.streamCreditBytes(WINDOW_BYTES), service, link, link)) {
            long[] cameAt = new long[MESSAGES];
            try (MessageStream<Text> replies =
                    BlockingCalls.serverStreaming(network.channel, CallOptions.DEFAULT, DOWNLOAD, new Text(""))) {
                for (int i = 0; i < MESSAGES; i++) {
                    assertEquals(MESSAGE_BYTES, replies.next().value().length());
                    cameAt[i] = System.nanoTime();
                }
            }
            long shortest = Long.MAX_VALUE;
            for (int i = BURST; i < MESSAGES; i++) {
                shortest = Math.min(shortest, cameAt[i] - cameAt[i - BURST]);
            }
            assertTrue(shortest < ROUND_TRIPS * 2 * ONE_WAY_LATENCY.toNanos(), shortest + " ns");
        }
    }
}
