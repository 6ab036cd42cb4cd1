package dev.tern.rpc.netty.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.netty.grpc.wire.FieldBlock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;

class FieldEncoderTest {
    /** Of the table with its name and 32; RFC 7541, section 4.1. */
    private static final int FIELD_BYTES = 200;

    private final FieldEncoder encoder = new FieldEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(true, 65_536);

    private static Http2Headers block(int fields) {
        FieldBlock block = new FieldBlock(false);
        for (int i = 0; i < fields; i++) {
            String name = "name-" + (100 + i);
            block.add(name, "v".repeat(FIELD_BYTES - 32 - name.length()));
        }
        return block;
    }

    /** How many bytes the block takes, which is read as it was. */
    private int encoded(Http2Headers block) throws Http2Exception {
        ByteBuf out = Unpooled.buffer();
        encoder.encodeHeaders(1, block, out);
        int bytes = out.readableBytes();
        Http2Headers read = decoder.decodeHeaders(1, out);
        assertEquals(block.size(), read.size());
        block.forEach(field -> assertEquals(
                field.getValue().toString(), read.get(field.getKey()).toString()));
        return bytes;
    }

    @Test
    void fieldsThatFitTheTableAreNumbersTheSecondTime() throws Http2Exception {
        Http2Headers block = block(4_096 / FIELD_BYTES);
        assertTrue(encoded(block) > block.size() * (FIELD_BYTES - 32));
        for (int i = 0; i < 3; i++) {
            assertTrue(encoded(block) <= 2 * block.size());
        }
    }

    @Test
    void ofMoreFieldsThanTheTableTakesThoseThatFitAre() throws Http2Exception {
        int fit = 4_096 / FIELD_BYTES;
        int more = 10;
        Http2Headers block = block(fit + more);
        encoded(block);
        for (int i = 0; i < 3; i++) {
            assertTrue(encoded(block) <= 2 * fit + more * FIELD_BYTES);
        }
    }

    @Test
    void aFieldTooLongForTheTableLeavesItToTheOthers() throws Http2Exception {
        Http2Headers block = block(1).add("long", "x".repeat(5_000)).add("short", "x".repeat(100));
        encoded(block);
        for (int i = 0; i < 3; i++) {
            assertTrue(encoded(block) < 5_020);
        }
    }

    @Test
    void ofTimeoutsOnlyTheNameIsInTheTable() throws Http2Exception {
        encoded(block(4_096 / FIELD_BYTES - 1).add("grpc-timeout", "0000u"));
        for (int i = 1_000; i < 1_100; i++) {
            assertTrue(encoded(block(4_096 / FIELD_BYTES - 1).add("grpc-timeout", i + "u")) <= 2 * 20 + 8);
        }
    }

    @Test
    void aPeerWithoutATableIsSentFieldsAsTheyAre() throws Http2Exception {
        encoder.configuration().maxHeaderTableSize(0);
        decoder.configuration().maxHeaderTableSize(0);
        Http2Headers block = block(4);
        for (int i = 0; i < 3; i++) {
            assertTrue(encoded(block) > block.size() * (FIELD_BYTES - 32));
        }
    }
}
