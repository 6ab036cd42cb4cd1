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
    private static final Link LINK =
            Link.CLEAR.withLatency(Duration.ofMillis(25)).withBytesPerSecond(4_000_000);

    /** A sixth of what the link holds in a round trip. */
    private static final int WINDOW_BYTES = 32 * 1024;

    private static final int MESSAGE_BYTES = 32 * 1024;

    /** Far more than windows take to grow. */
    private static final int MESSAGES = 60;

    /**
     * How much is under way at a time, and not how fast it goes: of that the machine has its share, while nothing but the
     * window says how much a server sends before it hears back.
     */
    @Test
    void moreIsUnderWayThanTheWindowThatAStreamBeganWith() {
        TextService service = TextService.with(DOWNLOAD, Handlers.serverStreaming((request, replies, call) -> {
            Text reply = Text.ofBytes(MESSAGE_BYTES);
            for (int i = 0; i < MESSAGES; i++) {
                replies.send(reply);
            }
        }));
        try (FaultyNetwork network = FaultyNetwork.of(
                Protocol.GRPC, settings -> settings.streamCreditBytes(WINDOW_BYTES), service, LINK, LINK)) {
            try (MessageStream<Text> replies =
                    BlockingCalls.serverStreaming(network.channel, CallOptions.DEFAULT, DOWNLOAD, new Text(""))) {
                for (int i = 0; i < MESSAGES; i++) {
                    assertEquals(MESSAGE_BYTES, replies.next().value().length());
                }
            }
            int underWay = network.proxy.mostUnderWay(Direction.TO_CLIENT);
            assertTrue(underWay > 2 * WINDOW_BYTES, underWay + " bytes were under way at most");
        }
    }
}
