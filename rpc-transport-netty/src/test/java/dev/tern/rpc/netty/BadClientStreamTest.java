package dev.tern.rpc.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.netty.ScriptedPeer.Frame;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.framed.wire.RequestFrame;
import dev.tern.rpc.netty.framed.wire.Varint;
import org.junit.jupiter.api.Test;

/** What a client sends that it must not, by row of the errors table in {@code docs/spec/framed.md}: stream errors. */
class BadClientStreamTest extends BadClients {
    @Test
    void row13AFrameForAStreamThatIsOverIsIgnored() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.request(1, MethodKind.UNARY, "a/echo", 5);
            peer.read(FrameType.REPLY);
            peer.frame(FrameType.MESSAGE, 1, message(MessageFrame.END, 0, 100))
                    .frame(FrameType.CREDIT, 1, out -> out.writeByte(1))
                    .frame(FrameType.RESET, 1, out -> out.writeZero(4));
            peer.request(2, MethodKind.UNARY, "a/echo", 5);
            assertEquals(2, peer.read(FrameType.REPLY).streamId());
        }
    }

    @Test
    void row13WhatALateMessageCostIsGivenBack() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            peer.request(1, MethodKind.UNARY, "a/echo", 5);
            for (int i = 0; i < 10; i++) {
                peer.frame(FrameType.MESSAGE, 1, message(0, 0, 50_000));
            }
            int given = 0;
            while (given < 400_000) {
                Frame credit = peer.read(FrameType.CREDIT);
                assertEquals(0, credit.streamId());
                given += Varint.readInt(credit.body());
            }
        }
    }

    @Test
    void row16ACallOverTheLimitIsRefusedAsNeverSeen() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            for (int id = 1; id <= MAX_CALLS + 1; id++) {
                peer.request(id, MethodKind.UNARY, "a/b", 1);
            }
            Frame reset = peer.read(FrameType.RESET);
            assertEquals(MAX_CALLS + 1, reset.streamId());
            assertTrue(reset.neverSeen());
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, reset.resetStatus().code());
        }
    }

    @Test
    void row16AOneWayCallOverTheLimitIsOverTheCredit() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            for (int id = 1; id <= MAX_CALLS + 1; id++) {
                peer.request(id, MethodKind.ONE_WAY, "a/b", 1);
            }
            Status why = peer.read(FrameType.GOAWAY).goAwayStatus();
            assertEquals(StatusCode.RESOURCE_EXHAUSTED, why.code());
            assertTrue(why.message().contains("connection credit"), why.message());
            assertEquals(MAX_CALLS, server.calls.size());
        }
    }

    @Test
    void row22AMessageTooManyOfAOneWayCallGivesNoMoreCreditThanItTook() {
        try (ScriptedPeer peer = ScriptedPeer.clientOf(server)) {
            for (int id = 1; id <= 2; id++) {
                peer.request(id, MethodKind.ONE_WAY, "a/b", 1);
                peer.frame(FrameType.MESSAGE, id, out -> {
                    MessageFrame.writeHead(out, 0, 1);
                    out.writeByte(0);
                });
            }
            for (int id = 3; id <= MAX_CALLS + 3; id++) {
                peer.request(id, MethodKind.ONE_WAY, "a/b", 1);
            }
            assertEquals(
                    StatusCode.RESOURCE_EXHAUSTED,
                    peer.read(FrameType.GOAWAY).goAwayStatus().code());
            assertEquals(2 + MAX_CALLS, server.calls.size());
        }
    }

    @Test
    void row17MetadataOverTheLimitEndsTheStream() {
        Metadata metadata = Metadata.of(Metadata.Key.text("big"), "x".repeat(8_192));
        streamError(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.frame(FrameType.REQUEST, 1, out -> {
                    int flags = RequestFrame.flags(MethodKind.UNARY, true, false, metadata);
                    RequestFrame.writeHead(out, flags, 0, "a/b", 0, metadata);
                }));
    }

    @Test
    void row18MetadataWithABadNameEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.frame(FrameType.REQUEST, 1, out -> {
                    RequestFrame.writeHead(
                            out,
                            RequestFrame.NAME | RequestFrame.METADATA | RequestFrame.MESSAGE,
                            0,
                            "a/b",
                            0,
                            Metadata.EMPTY);
                    int at = out.writerIndex();
                    out.writerIndex(at - 1)
                            .writeByte(4)
                            .writeByte(1)
                            .writeByte('A')
                            .writeByte(1)
                            .writeByte('v');
                    out.writeZero(50);
                }));
    }

    @Test
    void row18TextThatIsNotUtf8EndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.request(1, MethodKind.BIDI_STREAMING, "a/b", -1)
                        .frame(
                                FrameType.RESET,
                                1,
                                out -> out.writeByte(0)
                                        .writeByte(1)
                                        .writeByte(1)
                                        .writeByte(0xff)
                                        .writeByte(0)));
    }

    @Test
    void row19AMessageOverTheLimitEndsTheStreamBeforeItHasCome() {
        streamError(
                StatusCode.RESOURCE_EXHAUSTED,
                peer -> peer.frame(FrameType.REQUEST, 1, out -> {
                    ScriptedPeer.head(out, MethodKind.UNARY, "a/b", RequestFrame.MESSAGE | RequestFrame.MORE);
                    Varint.write(out, 100_001);
                    out.writeZero(10);
                }));
    }

    @Test
    void row20FragmentsLongerThanTheTotalEndTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> longMessage(peer, 100).frame(FrameType.MESSAGE, 1, message(MessageFrame.CONTINUES, 0, 91)));
    }

    @Test
    void row20ALastFragmentThatLeavesTheMessageShortEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> longMessage(peer, 100).frame(FrameType.MESSAGE, 1, message(MessageFrame.CONTINUES, 0, 89)));
    }

    @Test
    void row20AnEmptyFragmentThatIsNotTheLastEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> longMessage(peer, 100)
                        .frame(FrameType.MESSAGE, 1, message(MessageFrame.CONTINUES | MessageFrame.MORE, 0, 0)));
    }

    /** Begins a message with 10 bytes of the total. */
    private static ScriptedPeer longMessage(ScriptedPeer peer, int total) {
        return peer.request(1, MethodKind.BIDI_STREAMING, "a/b", -1)
                .frame(FrameType.MESSAGE, 1, message(MessageFrame.MORE, total, 10));
    }

    @Test
    void row21AFragmentOfNoMessageEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.request(1, MethodKind.BIDI_STREAMING, "a/b", -1)
                        .frame(FrameType.MESSAGE, 1, message(MessageFrame.CONTINUES, 0, 1)));
    }

    @Test
    void row21AMessageInsideAnotherEndsTheStream() {
        streamError(StatusCode.INTERNAL, peer -> longMessage(peer, 100).frame(FrameType.MESSAGE, 1, message(0, 0, 1)));
    }

    @Test
    void row22AMessageAfterTheEndEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.request(1, MethodKind.UNARY, "a/b", 1).frame(FrameType.MESSAGE, 1, message(0, 0, 1)));
    }

    @Test
    void row22AnEndAfterTheEndEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.request(1, MethodKind.UNARY, "a/b", 1)
                        .frame(FrameType.MESSAGE, 1, message(MessageFrame.BARE | MessageFrame.END, 0, 0)));
    }

    @Test
    void row23AnEndInsideAMessageEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> longMessage(peer, 100)
                        .frame(FrameType.MESSAGE, 1, message(MessageFrame.BARE | MessageFrame.END, 0, 0)));
    }

    @Test
    void row24AMessageWithoutStreamCreditEndsTheStream() {
        streamError(StatusCode.RESOURCE_EXHAUSTED, peer -> {
            peer.request(1, MethodKind.BIDI_STREAMING, "a/b", -1);
            for (int i = 0; i < 3; i++) {
                peer.frame(FrameType.MESSAGE, 1, message(0, 0, 600));
            }
        });
    }

    @Test
    void row27StreamCreditThatOverflowsEndsTheStream() {
        streamError(
                StatusCode.INTERNAL,
                peer -> peer.request(1, MethodKind.UNARY, "a/b", 1)
                        .frame(FrameType.CREDIT, 1, out -> Varint.write(out, Integer.MAX_VALUE)));
    }
}
