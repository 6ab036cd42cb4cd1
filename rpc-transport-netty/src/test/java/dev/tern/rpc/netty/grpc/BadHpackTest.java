package dev.tern.rpc.netty.grpc;

import static io.netty.handler.codec.http2.Http2Error.CANCEL;
import static io.netty.handler.codec.http2.Http2Error.COMPRESSION_ERROR;
import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Header blocks that can't be decoded: after one, nobody knows what the tables hold. Sections are those of RFC 7541. */
class BadHpackTest extends BadHttp2Clients {
    private void undecodable(HeaderBlock block) {
        connectionError(peer -> peer.headers(1, block), COMPRESSION_ERROR);
    }

    private static HeaderBlock request() {
        return HeaderBlock.request("/a/b");
    }

    @Test
    void anIndexOf0() {
        // 6.1
        undecodable(request().raw(0x80));
    }

    @Test
    void anIndexOverBothTables() {
        // 2.3.3
        undecodable(request().indexed(62));
    }

    @Test
    void aNameOverBothTables() {
        // 2.3.3
        undecodable(request().raw(0x0f, 100, 1, 'v'));
    }

    @Test
    void anIntegerThatDoesNotEnd() {
        // 5.1
        undecodable(request().raw(0xff, 0x80));
    }

    @Test
    void anIntegerOver32Bits() {
        // 5.1
        undecodable(request().raw(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f));
    }

    @Test
    void aStringLongerThanItsBlock() {
        // 5.2
        undecodable(request().raw(0, 3, 'a', 'b'));
    }

    @Test
    void aNameWithoutAValue() {
        // 6.2
        undecodable(request().raw(0, 1, 'a'));
    }

    @Test
    void aHuffmanStringWithPaddingOverSevenBits() {
        // 5.2: 'a' is 00011, padded with a whole byte of ones more than it needs
        undecodable(request().huffman("x-name", 0x1f, 0xff));
    }

    @Test
    void aHuffmanStringPaddedWithZeros() {
        // 5.2
        undecodable(request().huffman("x-name", 0x18));
    }

    @Test
    void aHuffmanStringWithTheEndSymbol() {
        // 5.2: thirty ones
        undecodable(request().huffman("x-name", 0xff, 0xff, 0xff, 0xff));
    }

    @Test
    void aTableOverTheLimit() {
        // 6.3: SETTINGS_HEADER_TABLE_SIZE is 4,096 unless the server said otherwise
        connectionError(
                peer -> peer.headers(
                        1,
                        HeaderBlock.empty()
                                .tableSize(peer.setting(0x1, 4_096) + 1)
                                .raw(0x83, 0x86, 0x84)),
                COMPRESSION_ERROR);
    }

    @Test
    void aChangeOfTheTableAfterAField() {
        // 4.2
        undecodable(request().tableSize(0));
    }

    @Test
    void aBlockThatEndsWithAFragmentOfAField() {
        byte[] block = request().bytes();
        connectionError(
                peer -> peer.frame(HEADERS, Http2Peer.END_HEADERS, 1, Arrays.copyOf(block, block.length - 3)),
                COMPRESSION_ERROR);
    }

    @Test
    void anUndecodableBlockOfAStreamThatIsOverIsAsBad() {
        // 4.3 of RFC 9113: blocks are decoded also where they are dropped.
        connectionError(
                peer -> {
                    peer.call(1, "/a/echo", 1).response(1);
                    peer.reset(1, CANCEL);
                    peer.call(3, "/a/b", 1).reset(3, CANCEL);
                    peer.lastHeaders(3, HeaderBlock.empty().indexed(100));
                },
                COMPRESSION_ERROR);
    }

    @Test
    void aTableMadeSmallerIsFine() {
        // 6.3
        ignored(peer -> peer.headers(
                1, HeaderBlock.empty().tableSize(0).raw(0x83, 0x86, 0x84).with("content-type", "application/grpc")));
    }
}
