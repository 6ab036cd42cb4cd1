package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2FrameTypes.GO_AWAY;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.RST_STREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.NettyTransportBuilder;
import dev.tern.rpc.netty.TestServer;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.Test;

/** Header lists over the limit: refused, and as long as the block can be decoded in little memory the connection lives. */
class HeaderBombsTest extends BadHttp2Clients {
    private static final int MAX_METADATA_BYTES = 4_096;

    @Override
    NettyTransportBuilder settings(NettyTransportBuilder common) {
        return common.maxMetadataBytes(MAX_METADATA_BYTES);
    }

    /** A refusal of stream 1: an answer of 431 or RESOURCE_EXHAUSTED, or a reset. */
    private void refused(HeaderBlock block) {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, block);
            Http2Peer.Frame answer = peer.readOf(1);
            if (answer.type() == HEADERS) {
                assertTrue(
                        answer.header(":status").equals("431")
                                || answer.header("grpc-status").equals("8"),
                        answer::toString);
            } else {
                assertEquals(RST_STREAM, answer.type(), answer::toString);
                assertTrue(
                        answer.error() == Http2Error.ENHANCE_YOUR_CALM
                                || answer.error() == Http2Error.PROTOCOL_ERROR
                                || answer.error() == Http2Error.REFUSED_STREAM,
                        answer::toString);
            }
            expectEcho(peer, 3);
            assertEquals(0, server.calls.size());
        }
    }

    @Test
    void aFieldOverTheLimitIsRefused() {
        refused(HeaderBlock.request("/a/b").with("x-big", "v".repeat(MAX_METADATA_BYTES + 3_000)));
    }

    @Test
    void manyFieldsOverTheLimitAreRefused() {
        HeaderBlock block = HeaderBlock.request("/a/b");
        for (int i = 0; i < 150; i++) {
            block.with("x-name-" + i, "value");
        }
        refused(block);
    }

    @Test
    void fieldsOverTheLimitInTrailersEndTheCall() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.open(1, "/a/b");
            TestServer.Call call = server.call();
            int limit = peer.setting(Http2Peer.MAX_HEADER_LIST_SIZE, -1);
            peer.lastHeaders(1, HeaderBlock.empty().with("x-big", "v".repeat(limit)));
            Http2Peer.Frame answer = peer.readOf(1);
            assertTrue(answer.type() == HEADERS || answer.type() == RST_STREAM, answer::toString);
            call.heard().held().discard();
            expectEcho(peer, 3);
        }
    }

    @Test
    void metadataUpToTheLimitIsTaken() {
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            // 32 a field, as HTTP/2 counts.
            String value = "v".repeat(MAX_METADATA_BYTES - 32 - 5);
            peer.headers(1, HeaderBlock.request("/a/echo").with("x-big", value));
            peer.lastData(1, Http2Peer.message(1));
            assertEquals("0", peer.response(1).status());
        }
    }

    @Test
    void theFieldsOfARefusedListAreRemembered() {
        // RFC 9113, section 4.3: the tables change also where the list is dropped.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            HeaderBlock block = HeaderBlock.request("/a/b").with("x-big", "v".repeat(MAX_METADATA_BYTES + 3_000));
            peer.headers(1, block.remembered("te", "trailers"));
            peer.readOf(1);
            peer.headers(3, HeaderBlock.pseudo("/a/echo").indexed(62).with("content-type", "application/grpc"));
            assertEquals("0", peer.lastData(3, Http2Peer.message(1)).response(3).status());
        }
    }

    @Test
    void aBombOfIndexedFieldsIsRefusedInLittleMemory() {
        // 16 KiB that stand for 60 MB: each byte is a field of 3,900 bytes.
        try (Http2Peer peer = Http2Peer.clientOf(server)) {
            peer.headers(1, HeaderBlock.request("/a/b").remembered("x-bomb", "v".repeat(3_900)));
            HeaderBlock block = HeaderBlock.request("/a/b");
            for (int i = 0; i < 16_000; i++) {
                block.indexed(62);
            }
            peer.headers(3, block);
            Http2Peer.Frame answer = peer.read();
            while (answer.type() != GO_AWAY && (answer.streamId() != 3 || answer.type() == 8)) {
                answer = peer.read();
            }
            assertTrue(
                    answer.type() == HEADERS || answer.type() == RST_STREAM || answer.error() != Http2Error.NO_ERROR,
                    answer::toString);
            assertTrue(
                    server.calls.stream()
                            .noneMatch(call -> call.head().metadata().size() > 100),
                    "the bomb went off");
        }
    }
}
