package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2Error.FRAME_SIZE_ERROR;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2FrameTypes.CONTINUATION;
import static io.netty.handler.codec.http2.Http2FrameTypes.DATA;
import static io.netty.handler.codec.http2.Http2FrameTypes.GO_AWAY;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.PING;
import static io.netty.handler.codec.http2.Http2FrameTypes.PRIORITY;
import static io.netty.handler.codec.http2.Http2FrameTypes.PUSH_PROMISE;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static io.netty.handler.codec.http2.Http2FrameTypes.WINDOW_UPDATE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Frames that are wrong whatever came before them: of a wrong length, or where their type must not be. */
class BadFramesTest extends BadHttp2Clients {
    private static final int UNKNOWN_TYPE = 0x2a;

    @Test
    void aFrameOverTheMaximumSizeEndsTheConnection() {
        // 4.2; the header alone is enough, none of the payload is waited for.
        connectionError(
                peer -> {
                    int tooLong = peer.setting(Http2Peer.MAX_FRAME_SIZE, Http2Peer.DEFAULT_MAX_FRAME) + 1;
                    byte[] header = Http2Peer.bytes(UNKNOWN_TYPE, 0, 0);
                    header[0] = (byte) (tooLong >> 16);
                    header[1] = (byte) (tooLong >> 8);
                    header[2] = (byte) tooLong;
                    peer.send(header);
                },
                FRAME_SIZE_ERROR);
    }

    @Test
    void aFrameOfTheMaximumSizeIsTaken() {
        // 4.2
        ignored(peer ->
                peer.zeros(UNKNOWN_TYPE, 0, 0, peer.setting(Http2Peer.MAX_FRAME_SIZE, Http2Peer.DEFAULT_MAX_FRAME)));
    }

    @Test
    void unknownTypesAreIgnored() {
        // 4.1, 5.5
        ignored(peer -> peer.frame(UNKNOWN_TYPE, 0xff, 0, new byte[5])
                .frame(0xff, 0, 0)
                .open(1, "/a/b")
                .frame(UNKNOWN_TYPE, 0, 1, new byte[5]));
    }

    @Test
    void unknownFlagsAreIgnored() {
        // 4.1
        ignored(peer -> peer.frame(PING, 0xfe, 0, new byte[8]));
    }

    @Test
    void theReservedBitOfStreamIdsIsIgnored() {
        // 4.1
        ignored(peer -> peer.frame(PING, 0, 1 << 31, new byte[8]));
    }

    @Test
    void aPingOf7BytesEndsTheConnection() {
        // 6.7
        connectionError(peer -> peer.zeros(PING, 0, 0, 7), FRAME_SIZE_ERROR);
    }

    @Test
    void aPingOf9BytesEndsTheConnection() {
        // 6.7
        connectionError(peer -> peer.zeros(PING, 0, 0, 9), FRAME_SIZE_ERROR);
    }

    @Test
    void aPingOnAStreamEndsTheConnection() {
        // 6.7
        connectionError(peer -> peer.zeros(PING, 0, 1, 8), PROTOCOL_ERROR);
    }

    @Test
    void aPongThatNobodyAskedForIsIgnored() {
        // 6.7
        ignored(peer -> peer.zeros(PING, Http2Peer.ACK, 0, 8));
    }

    @Test
    void aResetOf3BytesEndsTheConnection() {
        // 6.4
        connectionError(peer -> peer.open(1, "/a/b").zeros(RST_STREAM, 0, 1, 3), FRAME_SIZE_ERROR);
    }

    @Test
    void aResetOfNoStreamEndsTheConnection() {
        // 6.4
        connectionError(peer -> peer.zeros(RST_STREAM, 0, 0, 4), PROTOCOL_ERROR);
    }

    @Test
    void aResetOfAnUnknownCodeIsAReset() {
        // 7
        ignored(peer -> peer.open(1, "/a/b").frame(RST_STREAM, 0, 1, Http2Peer.fourBytes(0x7777_7777)));
    }

    @Test
    void aWindowUpdateOf3BytesEndsTheConnection() {
        // 6.9
        connectionError(peer -> peer.open(1, "/a/b").zeros(WINDOW_UPDATE, 0, 1, 3), FRAME_SIZE_ERROR);
    }

    @Test
    void aPriorityOf4BytesIsAnErrorOfItsStream() {
        // 6.3
        streamError(peer -> peer.open(1, "/a/b").zeros(PRIORITY, 0, 1, 4), FRAME_SIZE_ERROR);
    }

    @Test
    void aPriorityOfNoStreamEndsTheConnection() {
        // 6.3
        connectionError(peer -> peer.zeros(PRIORITY, 0, 0, 5), PROTOCOL_ERROR);
    }

    @Test
    void prioritiesOfStreamsInAnyStateAreIgnored() {
        // 6.3, and 5.3.2 for what they say
        ignored(peer -> {
            peer.zeros(PRIORITY, 0, 1, 5).zeros(PRIORITY, 0, 999, 5);
            peer.headers(1, HeaderBlock.request("/a/echo")).zeros(PRIORITY, 0, 1, 5);
            peer.lastData(1, Http2Peer.message(1)).response(1);
            peer.zeros(PRIORITY, 0, 1, 5);
        });
    }

    @Test
    void aPriorityInHeadersIsIgnored() {
        // 6.2
        byte[] block = HeaderBlock.request("/a/b").bytes();
        byte[] payload = new byte[5 + block.length];
        payload[4] = 77;
        System.arraycopy(block, 0, payload, 5, block.length);
        ignored(peer -> peer.frame(HEADERS, Http2Peer.END_HEADERS | Http2Peer.HAS_PRIORITY, 1, payload));
    }

    @Test
    void aGoAwayOf7BytesEndsTheConnection() {
        // 6.8, 4.2
        connectionError(peer -> peer.zeros(GO_AWAY, 0, 0, 7), FRAME_SIZE_ERROR);
    }

    @Test
    void aGoAwayOnAStreamEndsTheConnection() {
        // 6.8
        connectionError(peer -> peer.zeros(GO_AWAY, 0, 1, 8), PROTOCOL_ERROR);
    }

    @Test
    void aClientThatGoesAwayMayEndItsCalls() {
        // 6.8: streams that are there already run on.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/echo"));
            peer.goAway(0, NO_ERROR).lastData(1, Http2Peer.message(3));
            assertEquals("0", peer.response(1).status());
        }
    }

    @Test
    void headersOfNoStreamEndTheConnection() {
        // 6.2
        connectionError(peer -> peer.headers(0, HeaderBlock.request("/a/b")), PROTOCOL_ERROR);
    }

    @Test
    void dataOfNoStreamEndsTheConnection() {
        // 6.1
        connectionError(peer -> peer.data(0, new byte[1]), PROTOCOL_ERROR);
    }

    @Test
    void aPushFromAClientEndsTheConnection() {
        // 8.4
        byte[] block = HeaderBlock.request("/a/b").bytes();
        byte[] payload = new byte[4 + block.length];
        payload[3] = 2;
        System.arraycopy(block, 0, payload, 4, block.length);
        connectionError(
                peer -> peer.open(1, "/a/b").frame(PUSH_PROMISE, Http2Peer.END_HEADERS, 1, payload), PROTOCOL_ERROR);
    }

    @Test
    void paddingIsCutOff() {
        // 6.1
        byte[] message = Http2Peer.message(3);
        byte[] padded = Arrays.copyOf(message, message.length + 1 + 100);
        System.arraycopy(message, 0, padded, 1, message.length);
        padded[0] = 100;
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/echo"))
                    .frame(DATA, Http2Peer.PADDED | Http2Peer.END_STREAM, 1, padded);
            assertEquals(message.length, peer.response(1).body().length);
        }
    }

    @Test
    void paddingOfDataLongerThanItsPayloadEndsTheConnection() {
        // 6.1
        connectionError(
                peer -> peer.open(1, "/a/b").frame(DATA, Http2Peer.PADDED, 1, new byte[] {5, 0, 0, 0, 0}),
                PROTOCOL_ERROR);
    }

    @Test
    void paddingOfHeadersLongerThanTheirPayloadEndsTheConnection() {
        // 6.2
        connectionError(
                peer -> peer.frame(
                        HEADERS, Http2Peer.END_HEADERS | Http2Peer.PADDED, 1, new byte[] {5, (byte) 0x83, 0, 0, 0}),
                PROTOCOL_ERROR);
    }

    @Test
    void dataSaidToBePaddedWithoutALengthIsAnErrorOfItsStream() {
        // 4.2: too short to hold a field that must be there, in a frame that changes nothing but its stream
        streamError(peer -> peer.open(1, "/a/b").frame(DATA, Http2Peer.PADDED, 1), FRAME_SIZE_ERROR);
    }

    @Test
    void headersTooShortForTheirPriorityEndTheConnection() {
        // 4.2
        connectionError(
                peer -> peer.zeros(HEADERS, Http2Peer.END_HEADERS | Http2Peer.HAS_PRIORITY, 1, 4),
                FRAME_SIZE_ERROR,
                PROTOCOL_ERROR);
    }

    @Test
    void aContinuationOfNothingEndsTheConnection() {
        // 6.10
        connectionError(peer -> peer.frame(CONTINUATION, Http2Peer.END_HEADERS, 1, new byte[1]), PROTOCOL_ERROR);
    }

    @Test
    void aContinuationOfNoStreamEndsTheConnection() {
        // 6.10
        connectionError(peer -> peer.frame(CONTINUATION, Http2Peer.END_HEADERS, 0, new byte[1]), PROTOCOL_ERROR);
    }

    @Test
    void aContinuationAfterTheBlocksEndEndsTheConnection() {
        // 6.10
        connectionError(
                peer -> peer.headers(1, HeaderBlock.request("/a/b"))
                        .frame(
                                CONTINUATION,
                                Http2Peer.END_HEADERS,
                                1,
                                HeaderBlock.trailers(0).bytes()),
                PROTOCOL_ERROR);
    }

    @Test
    void anotherStreamsContinuationEndsTheConnection() {
        // 6.10
        connectionError(
                peer -> peer.frame(HEADERS, 0, 1, HeaderBlock.request("/a/b").bytes())
                        .frame(CONTINUATION, Http2Peer.END_HEADERS, 3),
                PROTOCOL_ERROR);
    }

    @Test
    void dataInsideAHeaderBlockEndsTheConnection() {
        // 6.2
        connectionError(
                peer -> peer.frame(HEADERS, 0, 1, HeaderBlock.request("/a/b").bytes())
                        .data(1, new byte[1]),
                PROTOCOL_ERROR);
    }

    @Test
    void aPingInsideAHeaderBlockEndsTheConnection() {
        // 6.2
        connectionError(
                peer -> peer.frame(HEADERS, 0, 1, HeaderBlock.request("/a/b").bytes())
                        .ping(1),
                PROTOCOL_ERROR);
    }

    @Test
    void anUnknownFrameInsideAHeaderBlockEndsTheConnection() {
        // 6.2, 5.5
        connectionError(
                peer -> peer.frame(HEADERS, 0, 1, HeaderBlock.request("/a/b").bytes())
                        .frame(UNKNOWN_TYPE, 0, 1),
                PROTOCOL_ERROR);
    }

    @Test
    void aHeaderBlockMayComeInManyPieces() {
        // 4.3
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            byte[] block = HeaderBlock.request("/a/echo").bytes();
            peer.frame(HEADERS, 0, 1, Arrays.copyOf(block, 7));
            peer.frame(CONTINUATION, 0, 1, Arrays.copyOfRange(block, 7, 9));
            peer.frame(CONTINUATION, Http2Peer.END_HEADERS, 1, Arrays.copyOfRange(block, 9, block.length));
            peer.lastData(1, Http2Peer.message(3));
            assertEquals("0", peer.response(1).status());
        }
    }
}
