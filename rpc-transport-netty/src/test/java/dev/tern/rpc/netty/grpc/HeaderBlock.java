package dev.tern.rpc.netty.grpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A header block as a test wants it, right or wrong: nothing here checks anything. Names and values are written as HPACK
 * literals (RFC 7541, section 6.2) without Huffman coding, so that the bytes are those of the text.
 */
final class HeaderBlock {
    private static final int INDEXED = 0x80;
    private static final int LITERAL_INDEXED = 0x40;
    private static final int TABLE_SIZE = 0x20;
    private static final int HUFFMAN = 0x80;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private HeaderBlock() {}

    static HeaderBlock empty() {
        return new HeaderBlock();
    }

    /** The head of a good gRPC request. */
    static HeaderBlock request(String path) {
        return pseudo(path).with("te", "trailers").with("content-type", "application/grpc");
    }

    /** What the head of a good request begins with. */
    static HeaderBlock pseudo(String path) {
        return empty().with(":method", "POST")
                .with(":scheme", "http")
                .with(":path", path)
                .with(":authority", "localhost");
    }

    /** The head of a good gRPC response. */
    static HeaderBlock response() {
        return empty().with(":status", "200").with("content-type", "application/grpc");
    }

    /** What ends a good response. */
    static HeaderBlock trailers(int status) {
        return empty().with("grpc-status", Integer.toString(status));
    }

    /** The whole of a response without messages: Trailers-Only in gRPC's words. */
    static HeaderBlock trailersOnly(int status) {
        return response().with("grpc-status", Integer.toString(status));
    }

    /** Adds a field, which no table remembers. */
    HeaderBlock with(String name, String value) {
        bytes.write(0);
        return string(name).string(value);
    }

    /** Adds a field, which both sides' dynamic tables remember. */
    HeaderBlock remembered(String name, String value) {
        bytes.write(LITERAL_INDEXED);
        return string(name).string(value);
    }

    /** Adds a field of the tables: 1 to 61 are static, 62 is what was remembered last. */
    HeaderBlock indexed(int index) {
        return integer(INDEXED, 7, index);
    }

    /** Adds a change of the dynamic table's size. */
    HeaderBlock tableSize(int size) {
        return integer(TABLE_SIZE, 5, size);
    }

    /** Adds a field whose value is said to be Huffman coded, as these bytes. */
    HeaderBlock huffman(String name, int... value) {
        bytes.write(0);
        string(name).integer(HUFFMAN, 7, value.length);
        return raw(value);
    }

    /** Adds bytes as they are. */
    HeaderBlock raw(int... more) {
        for (int b : more) {
            bytes.write(b);
        }
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private HeaderBlock string(String text) {
        byte[] value = text.getBytes(StandardCharsets.ISO_8859_1);
        integer(0, 7, value.length);
        bytes.writeBytes(value);
        return this;
    }

    /** An integer with a prefix of so many bits (RFC 7541, section 5.1), beside flags in the bits before. */
    private HeaderBlock integer(int flags, int prefixBits, int value) {
        int most = (1 << prefixBits) - 1;
        if (value < most) {
            bytes.write(flags | value);
            return this;
        }
        bytes.write(flags | most);
        int rest = value - most;
        while (rest >= 0x80) {
            bytes.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write(rest);
        return this;
    }
}
