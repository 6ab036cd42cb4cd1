package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2Error.FLOW_CONTROL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.INTERNAL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static io.netty.handler.codec.http2.Http2FrameTypes.GO_AWAY;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.NettyTransportBuilder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Flow control: windows that clients give wrongly, and that they do not keep to. */
class BadWindowsTest extends BadHttp2Clients {
    @Override
    NettyTransportBuilder settings(NettyTransportBuilder common) {
        return common.streamCreditBytes(80_000).connectionCreditBytes(200_128).maxConcurrentCalls(100);
    }

    @Test
    void aWindowUpdateOf0IsAnErrorOfItsStream() {
        // 6.9
        streamError(peer -> peer.open(1, "/a/b").windowUpdate(1, 0), PROTOCOL_ERROR);
    }

    @Test
    void aWindowUpdateOf0OfTheConnectionEndsIt() {
        // 6.9
        connectionError(peer -> peer.windowUpdate(0, 0), PROTOCOL_ERROR);
    }

    @Test
    void aStreamWindowOver31BitsIsAnErrorOfItsStream() {
        // 6.9.1
        streamError(peer -> peer.open(1, "/a/b").windowUpdate(1, Integer.MAX_VALUE), FLOW_CONTROL_ERROR);
    }

    @Test
    void aConnectionWindowOver31BitsEndsTheConnection() {
        // 6.9.1
        connectionError(peer -> peer.windowUpdate(0, Integer.MAX_VALUE), FLOW_CONTROL_ERROR);
    }

    @Test
    void settingsThatTakeAStreamWindowOver31BitsAreAnError() {
        // 6.9.2 has it as a connection error; Netty ends the stream, whose window alone is beyond repair.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(1, "/a/b").windowUpdate(1, 100_000).settings(Http2Peer.INITIAL_WINDOW_SIZE, Integer.MAX_VALUE);
            Http2Peer.Frame frame = peer.read();
            while (frame.type() != RST_STREAM && frame.type() != GO_AWAY) {
                frame = peer.read();
            }
            assertEquals(FLOW_CONTROL_ERROR, frame.error(), frame::toString);
        }
    }

    @Test
    void theReservedBitOfIncrementsIsIgnored() {
        // 6.9
        ignored(peer -> peer.windowUpdate(0, 1 << 31 | 5));
    }

    @Test
    void dataOverTheStreamsWindowIsAnError() {
        overrun(peer -> send(peer, 1, peer.streamWindow() + 1));
    }

    @Test
    void dataOverTheConnectionsWindowIsAnError() {
        overrun(peer -> {
            // Each is within its stream's window, and the application consumes none.
            byte[] message = Http2Peer.message(Http2Peer.DEFAULT_MAX_FRAME - Http2Peer.PREFIX);
            long sent = 0;
            for (int id = 1; sent <= peer.connectionWindow(); id += 2) {
                peer.headers(id, HeaderBlock.request("/a/b")).data(id, message);
                sent += message.length;
            }
        });
    }

    /**
     * 6.9.1: an error of FLOW_CONTROL_ERROR, of the stream where its window alone is concerned. Netty gives such a frame's
     * bytes back without having counted them, which fails, and then it is that failure that the client hears of.
     */
    private void overrun(Consumer<Http2Peer> wrong) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            wrong.accept(peer);
            Http2Peer.Frame frame = peer.read();
            while (frame.type() != RST_STREAM && frame.type() != GO_AWAY) {
                frame = peer.read();
            }
            assertTrue(frame.error() == FLOW_CONTROL_ERROR || frame.error() == INTERNAL_ERROR, frame::toString);
        }
    }

    /**
     * Opens a stream, and sends so many bytes on it, whatever the windows: a message, which the application does not consume,
     * and the beginning of one that nobody has asked for.
     */
    private static void send(Http2Peer peer, int streamId, int bytes) {
        byte[] first = Http2Peer.message(1);
        byte[] second = Http2Peer.message(MAX_MESSAGE_BYTES);
        peer.headers(streamId, HeaderBlock.request("/a/b")).data(streamId, first);
        int rest = bytes - first.length;
        for (int at = 0; at < rest; at += Http2Peer.DEFAULT_MAX_FRAME) {
            peer.data(streamId, Arrays.copyOfRange(second, at, Math.min(rest, at + Http2Peer.DEFAULT_MAX_FRAME)));
        }
    }

    @Test
    void paddingTakesWindowAndGivesItBack() {
        // 6.9.1: all of a DATA frame's payload counts, and what is padding no application will ever consume.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/echo"));
            byte[] message = Http2Peer.message(1_000);
            for (byte one : message) {
                // A byte of the message in 257.
                byte[] payload = new byte[257];
                payload[0] = (byte) 255;
                payload[1] = one;
                peer.awaitWindow(1, payload.length).frame(DATA, Http2Peer.PADDED, 1, payload);
            }
            peer.lastData(1);
            assertEquals("0", peer.response(1).status());
        }
    }

    @Test
    void aMessageLongerThanTheWindowComesThrough() {
        // The window must grow while the message is not whole, or both would wait for ever.
        try (Http2Peer peer = Http2Peer.clientOf(server, Http2Peer.INITIAL_WINDOW_SIZE, 1 << 20)) {
            peer.windowUpdate(0, 1 << 20).headers(1, HeaderBlock.request("/a/echo"));
            byte[] message = Http2Peer.message(MAX_MESSAGE_BYTES);
            for (int at = 0; at < message.length; at += 10_000) {
                byte[] piece = Arrays.copyOfRange(message, at, Math.min(message.length, at + 10_000));
                peer.awaitWindow(1, piece.length).data(1, piece);
            }
            assertEquals(message.length, peer.lastData(1).response(1).body().length);
        }
    }

    @Test
    void theServerKeepsToAWindowOf0() {
        // 6.9.2
        try (Http2Peer peer = Http2Peer.clientOf(server, Http2Peer.INITIAL_WINDOW_SIZE, 0)) {
            peer.call(1, "/a/echo", 10);
            assertEquals(HEADERS, peer.readOf(1).type());
            peer.call(3, "/a/echo", 10);
            Http2Peer.Frame frame = peer.read();
            while (frame.type() != HEADERS) {
                assertNotEquals(DATA, frame.type(), "DATA came without a window");
                frame = peer.read();
            }
            peer.windowUpdate(1, 4);
            assertEquals(4, peer.readOf(1).payload().length);
            peer.windowUpdate(1, 1_000);
            assertEquals(11, peer.readOf(1).payload().length);
        }
    }

    @Test
    void aWindowThatSettingsMakeNegativeIsWaitedOut() {
        // 6.9.2
        try (Http2Peer peer = Http2Peer.clientOf(server, Http2Peer.INITIAL_WINDOW_SIZE, 10)) {
            peer.call(1, "/a/echo", 15);
            assertEquals(HEADERS, peer.readOf(1).type());
            assertEquals(10, peer.readOf(1).payload().length);
            peer.settings(Http2Peer.INITIAL_WINDOW_SIZE, 0).windowUpdate(1, 15);
            assertEquals(5, peer.readOf(1).payload().length, "the window is −10 + 15");
        }
    }
}
