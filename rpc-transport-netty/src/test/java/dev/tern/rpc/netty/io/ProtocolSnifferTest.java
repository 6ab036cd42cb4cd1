package dev.tern.rpc.netty.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ProtocolSnifferTest {
    private final List<String> installed = new ArrayList<>();
    private final MockTicker time = Ticker.newMockTicker();
    private final EmbeddedChannel channel = EmbeddedChannel.builder()
            .ticker(time)
            .handlers(new ProtocolSniffer(List.of(protocol("PRI"), protocol("PAX1")), 1_000))
            .build();

    private WireProtocol protocol(String preface) {
        return new WireProtocol() {
            @Override
            public String name() {
                return preface;
            }

            @Override
            public Recognition recognise(ByteBuf bytes) {
                String seen = bytes.toString(StandardCharsets.US_ASCII);
                if (seen.startsWith(preface)) {
                    return Recognition.YES;
                }
                return preface.startsWith(seen) ? Recognition.MORE : Recognition.NO;
            }

            @Override
            public void install(ChannelPipeline pipeline) {
                installed.add(preface);
            }

            @Override
            public void writeRefusal(ByteBuf out, String why) {
                throw new AssertionError("nobody is refused");
            }
        };
    }

    private void passMillis(long millis) {
        time.advanceMillis(millis);
        channel.runScheduledPendingTasks();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private String passedOn() {
        ByteBuf bytes = channel.readInbound();
        String text = bytes.toString(StandardCharsets.US_ASCII);
        bytes.release();
        return text;
    }

    @Test
    void theProtocolThatRecognisesTheBytesGetsThemAll() {
        send("PRI rest");
        assertEquals(List.of("PRI"), installed);
        assertEquals("PRI rest", passedOn());
        assertNull(channel.pipeline().get(ProtocolSniffer.class));
    }

    @Test
    void bytesThatComeOneByOneAreCollectedUntilOneIsSure() {
        for (String one : "PAX1".split("")) {
            assertEquals(List.of(), installed);
            send(one);
        }
        assertEquals(List.of("PAX1"), installed);
        assertEquals("PAX1", passedOn());
    }

    @Test
    void bytesThatNobodyRecognisesCloseTheConnection() {
        send("PX");
        assertFalse(channel.isOpen());
        assertEquals(List.of(), installed);
    }

    @Test
    void aClientThatTakesTooLongIsClosed() {
        send("PA");
        passMillis(999);
        assertTrue(channel.isOpen());
        passMillis(1);
        assertFalse(channel.isOpen());
    }

    @Test
    void theDeadlineIsGoneOnceTheProtocolIsKnown() {
        send("PRI");
        passedOn();
        passMillis(2_000);
        assertTrue(channel.isOpen());
    }

    @Test
    void bytesThatComeWhileTheConnectionIsBeingClosedAreLetGo() {
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext ctx, ChannelPromise promise) {}
        });
        send("PX");
        ByteBuf late = Unpooled.copiedBuffer("PRI", StandardCharsets.US_ASCII);
        channel.writeInbound(late);
        assertEquals(0, late.refCnt());
        assertEquals(List.of(), installed);
    }

    @Test
    void aTlsHandshakeThatFailsClosesTheConnection() {
        channel.pipeline().fireUserEventTriggered(new SslHandshakeCompletionEvent(new SSLException("on purpose")));
        assertFalse(channel.isOpen());
    }
}
