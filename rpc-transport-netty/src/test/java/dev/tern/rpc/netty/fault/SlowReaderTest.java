package dev.tern.rpc.netty.fault;

import static dev.tern.rpc.contract.TextService.DOWNLOAD;
import static dev.tern.rpc.contract.TextService.INNER;
import static dev.tern.rpc.contract.TextService.UPLOAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.client.ClientChannel;
import dev.tern.rpc.contract.Await;
import dev.tern.rpc.contract.Text;
import dev.tern.rpc.contract.TextService;
import dev.tern.rpc.netty.CountedTransport;
import dev.tern.rpc.netty.Protocol;
import dev.tern.rpc.stub.BlockingCalls;
import dev.tern.rpc.stub.BlockingUpload;
import dev.tern.rpc.stub.Handlers;
import dev.tern.rpc.stub.MessageStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer whose socket takes next to nothing: who sends to it waits and holds little, and nobody else is slower for it. */
@Timeout(60)
@ExtendWith(Seed.class)
class SlowReaderTest {
    private static final CallOptions DEFAULT = CallOptions.DEFAULT;
    private static final int MESSAGE_BYTES = 16 * 1024;

    /** Two GiB: nobody waits for all of them. */
    private static final int ENDLESS = 128 * 1024;

    /** A stream's credit, the write watermark, and what the kernel's buffers take, which may be several MiB. */
    private static final int AHEAD_AT_MOST = 16 * 1024 * 1024 / MESSAGE_BYTES;

    /** A stream's credit and the watermark are half a MiB; the pool is counted in chunks of 4 MiB. */
    private static final long HELD_AT_MOST = 2 * 4 * 1024 * 1024;

    private static final Link SLOW = Link.slowReader(50_000);

    private final AtomicInteger sent = new AtomicInteger();
    private final CompletableFuture<Thread> sender = new CompletableFuture<>();

    private TextService service() {
        return TextService.with(INNER, Handlers.unary((request, call) -> request))
                .and(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
                    sender.complete(Thread.currentThread());
                    for (int i = 0; i < ENDLESS; i++) {
                        replies.send(Text.ofBytes(MESSAGE_BYTES));
                        sent.incrementAndGet();
                    }
                }))
                .and(UPLOAD, Handlers.clientStreaming((requests, call) -> {
                    int count = 0;
                    for (Text request : requests) {
                        count++;
                    }
                    return Text.of(count);
                }));
    }

    @ParameterizedTest
    @EnumSource
    void serverHoldsLittleForAClientThatReadsSlowly(Protocol wire) {
        try (FaultyNetwork network = FaultyNetwork.of(wire, settings -> settings, service(), Link.CLEAR, SLOW)) {
            try (MessageStream<Text> replies =
                    BlockingCalls.serverStreaming(network.channel, DEFAULT, DOWNLOAD, new Text(""))) {
                assertSenderIsHeld(network, network.serverTransport);
                assertEquals(MESSAGE_BYTES, replies.next().value().length());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void clientHoldsLittleForAServerThatReadsSlowly(Protocol wire) {
        try (FaultyNetwork network = FaultyNetwork.of(wire, settings -> settings, service(), SLOW, Link.CLEAR)) {
            BlockingUpload<Text, Text> upload = BlockingCalls.clientStreaming(network.channel, DEFAULT, UPLOAD);
            Thread thread = new Thread(() -> {
                sender.complete(Thread.currentThread());
                try (upload) {
                    for (int i = 0; i < ENDLESS; i++) {
                        upload.send(Text.ofBytes(MESSAGE_BYTES));
                        sent.incrementAndGet();
                    }
                } catch (RpcException over) {
                    // The test has seen enough.
                    return;
                }
            });
            thread.start();
            assertSenderIsHeld(network, network.clientTransport);
            network.proxy.strike(Fault.RESET, Direction.TO_SERVER);
            Await.until("the sender has ended", () -> !thread.isAlive());
        }
    }

    private void assertSenderIsHeld(FaultyNetwork network, CountedTransport sending) {
        Thread thread = Await.value(sender);
        try (ClientChannel other = network.channelTo(network.server.address())) {
            int seen = -1;
            // Held once it has sent nothing for as long as others take for so many calls.
            while (seen != sent.get()) {
                seen = sent.get();
                Await.blocked(thread);
                for (int i = 0; i < 100; i++) {
                    assertEquals(Text.of(i), BlockingCalls.unary(other, DEFAULT, INNER, Text.of(i)));
                }
            }
        }
        assertTrue(sent.get() < AHEAD_AT_MOST, () -> sent + " messages sent");
        assertTrue(sending.activeBytes() <= HELD_AT_MOST, () -> sending.activeBytes() + " bytes held");
    }
}
