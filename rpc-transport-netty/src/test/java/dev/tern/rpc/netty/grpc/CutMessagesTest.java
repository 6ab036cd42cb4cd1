package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.BytesMarshaller.BYTES;
import static io.netty.handler.codec.http2.Http2Error.CANCEL;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.TestServer;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A long DATA frame of which the first part comes alone: a message that ends in it is there at once. */
class CutMessagesTest extends BadHttp2Clients {
    private static final int FIRST = 10_000;
    private static final int SECOND = 5_000;
    private static final int CUT = 9 + Http2Peer.PREFIX + FIRST + 1_000;

    /** A frame with two messages, of which the first comes with what is sent first. */
    private static byte[] frame(int flags) {
        byte[] payload = ByteBuffer.allocate(2 * Http2Peer.PREFIX + FIRST + SECOND)
                .put(Http2Peer.message(FIRST))
                .put(Http2Peer.message(SECOND))
                .array();
        return Http2Peer.bytes(Http2FrameTypes.DATA, flags, 1, payload);
    }

    /** Sends the frame up to where it is cut, and waits until the server has that. */
    private TestServer.Call cut(Http2Peer peer, byte[] frame) {
        peer.headers(1, HeaderBlock.request("/a/b")).send(Arrays.copyOf(frame, CUT));
        TestServer.Call call = server.call();
        assertEquals(FIRST, call.heard().held().decode(BYTES).length);
        return call;
    }

    private static byte[] rest(byte[] frame) {
        return Arrays.copyOfRange(frame, CUT, frame.length);
    }

    @Test
    void theRestCompletesTheNextMessage() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            byte[] frame = frame(Http2Peer.END_STREAM);
            TestServer.Call call = cut(peer, frame);
            call.stream().request(1);
            peer.send(rest(frame));
            assertEquals(SECOND, call.heard().held().decode(BYTES).length);
            call.heard().next("halfClose");
            call.stream().reply(new byte[1], BYTES, Metadata.EMPTY);
            assertEquals("0", peer.response(1).status());
        }
    }

    @Test
    void theRestOfAStreamThatTheServerHasResetIsIgnored() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            byte[] frame = frame(Http2Peer.END_STREAM);
            cut(peer, frame).stream().cancel(StatusCode.CANCELLED.withMessage("enough"));
            peer.expectReset(1, CANCEL, NO_ERROR);
            peer.send(rest(frame)).call(3, "/a/echo", 5);
            Http2Peer.Frame next = peer.read();
            while (next.type() != Http2FrameTypes.HEADERS) {
                assertEquals(Http2FrameTypes.WINDOW_UPDATE, next.type(), next::toString);
                next = peer.read();
            }
            assertEquals(3, next.streamId());
        }
    }

    @Test
    void aClientMayResetBehindTheFrame() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            byte[] frame = frame(0);
            TestServer.Call call = cut(peer, frame);
            call.stream().request(1);
            peer.send(rest(frame)).reset(1, CANCEL);
            assertEquals(SECOND, call.heard().held().decode(BYTES).length);
            assertEquals(StatusCode.CANCELLED, call.heard().closed().status().code());
        }
    }

    @Test
    void aConnectionThatEndsInsideTheFrameEndsItsCallAndFreesWhatHasCome() {
        Http2Peer peer = Http2Peer.clientOf(server);
        TestServer.Call call = cut(peer, frame(0));
        call.stream().request(1);
        peer.close();
        assertEquals(StatusCode.UNAVAILABLE, call.heard().closed().status().code());
    }
}
