package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2Error.FLOW_CONTROL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.FRAME_SIZE_ERROR;
import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2FrameTypes.PING;
import static io.netty.handler.codec.http2.Http2FrameTypes.SETTINGS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How clients begin a connection wrongly, and what they may not set. */
class HandshakesTest extends BadHttp2Clients {
    private static final byte[] HALF_A_PREFACE = "PRI * HTTP/2".getBytes(StandardCharsets.US_ASCII);

    @Test
    void aPrefaceThatGoesWrongHalfwayClosesTheConnection() {
        // 3.4
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.send("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.expectClosed();
        }
    }

    @Test
    void aPrefaceMayComeByteByByte() {
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            for (byte b : "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
                peer.send(new byte[] {b});
            }
            expectEcho(peer.settings().awaitHandshake(), 1);
        }
    }

    @Test
    void aClientThatSaysNothingIsClosed() {
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.expectClosed();
        }
    }

    @Test
    void aClientThatStopsInsideThePrefaceIsClosed() {
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.send(HALF_A_PREFACE).expectClosed();
        }
    }

    @Test
    void aClientThatStopsAfterThePrefaceIsClosed() {
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.preface().expectClosed();
        }
    }

    @Test
    void aClientThatStopsInsideItsSettingsIsClosed() {
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.preface().send(new byte[] {0, 0, 6, SETTINGS, 0}).expectClosed();
        }
    }

    @Test
    void anotherFrameBeforeSettingsEndsTheConnection() {
        // 3.4: the preface includes a SETTINGS frame, which may be empty.
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.preface().ping(1).expectGoAway(PROTOCOL_ERROR);
        }
    }

    @Test
    void aRequestBeforeSettingsEndsTheConnection() {
        // 3.4
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.preface().call(1, "/a/b", 1).expectGoAway(PROTOCOL_ERROR);
        }
    }

    @Test
    void anAcknowledgementInPlaceOfSettingsEndsTheConnection() {
        // 3.4
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.preface().frame(SETTINGS, Http2Peer.ACK, 0).expectGoAway(PROTOCOL_ERROR);
        }
    }

    @Test
    void aClientNeedNotWaitForTheServersSettings() {
        // 3.4
        try (Http2Peer peer = Http2Peer.connectedTo(server)) {
            peer.preface().settings();
            expectEcho(peer, 1);
        }
    }

    @Test
    void theServerTellsItsLimits() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            assertEquals(MAX_CALLS, peer.setting(Http2Peer.MAX_CONCURRENT_STREAMS, -1));
            assertTrue(peer.setting(Http2Peer.MAX_HEADER_LIST_SIZE, -1) > 0, "no limit of header lists told");
            assertEquals(
                    0, peer.setting(Http2Peer.ENABLE_PUSH, 0), "6.5.2: a server must not set ENABLE_PUSH but to 0");
        }
    }

    @Test
    void everySettingsIsAcknowledged() {
        // 6.5.3
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.settings(Http2Peer.INITIAL_WINDOW_SIZE, 1_000).settings();
            assertTrue(peer.read(SETTINGS).has(Http2Peer.ACK));
            assertTrue(peer.read(SETTINGS).has(Http2Peer.ACK));
        }
    }

    @Test
    void unknownSettingsAreIgnored() {
        // 6.5.2
        ignored(peer -> peer.settings(0x99, 5, 0xffff, -1, 0, 0));
    }

    @Test
    void settingsNotAMultipleOf6BytesEndTheConnection() {
        // 6.5
        connectionError(peer -> peer.zeros(SETTINGS, 0, 0, 7), FRAME_SIZE_ERROR);
    }

    @Test
    void anAcknowledgementWithSettingsEndsTheConnection() {
        // 6.5
        connectionError(peer -> peer.zeros(SETTINGS, Http2Peer.ACK, 0, 6), FRAME_SIZE_ERROR);
    }

    @Test
    void settingsOnAStreamEndTheConnection() {
        // 6.5
        connectionError(peer -> peer.frame(SETTINGS, 0, 1), PROTOCOL_ERROR);
    }

    @Test
    void anInitialWindowOver31BitsEndsTheConnection() {
        // 6.5.2
        connectionError(peer -> peer.settings(Http2Peer.INITIAL_WINDOW_SIZE, 1 << 31), FLOW_CONTROL_ERROR);
    }

    @Test
    void aFrameSizeUnderTheLeastEndsTheConnection() {
        // 6.5.2
        connectionError(peer -> peer.settings(Http2Peer.MAX_FRAME_SIZE, 16_383), PROTOCOL_ERROR);
    }

    @Test
    void aFrameSizeOverTheMostEndsTheConnection() {
        // 6.5.2
        connectionError(peer -> peer.settings(Http2Peer.MAX_FRAME_SIZE, 1 << 24), PROTOCOL_ERROR);
    }

    @Test
    void aPushSettingOtherThan0And1EndsTheConnection() {
        // 6.5.2
        connectionError(peer -> peer.settings(Http2Peer.ENABLE_PUSH, 2), PROTOCOL_ERROR);
    }

    @Test
    void allLimitsAtTheirEdgesAreTaken() {
        // 6.5.2
        ignored(peer -> peer.settings(
                Http2Peer.INITIAL_WINDOW_SIZE,
                Integer.MAX_VALUE,
                Http2Peer.MAX_FRAME_SIZE,
                (1 << 24) - 1,
                Http2Peer.ENABLE_PUSH,
                0,
                Http2Peer.MAX_HEADER_LIST_SIZE,
                -1,
                Http2Peer.MAX_CONCURRENT_STREAMS,
                0));
    }

    @Test
    void aPingIsAnsweredWithItsValue() {
        // 6.7
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            Http2Peer.Frame pong = peer.ping(0x0102).read(PING);
            assertTrue(pong.has(Http2Peer.ACK));
            assertEquals(2, pong.payload()[7]);
        }
    }
}
