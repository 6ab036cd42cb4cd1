package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tern.rpc.Compressor;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity,gzip", "gzip,deflate", "a, gzip\t,b", ",,gzip", "GZIP"})
    void aNameIsFoundWhereverItStands(String list) {
        assertTrue(AcceptEncoding.contains(list, "gzip"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "gzip2", "xgzip", "gzi p", "gz,ip", "gzip;q=0"})
    void aNameIsAllThatStandsBetweenCommas(String list) {
        assertFalse(AcceptEncoding.contains(list, "gzip"));
    }

    @Test
    void theListMayComeAsSeveralFields() {
        Http2Headers block = new DefaultHttp2Headers()
                .add(HeaderNames.GRPC_ACCEPT_ENCODING, "identity")
                .add(HeaderNames.GRPC_ACCEPT_ENCODING, "deflate,gzip");
        assertTrue(AcceptEncoding.accepts(block, "gzip"));
        assertFalse(AcceptEncoding.accepts(block, "snappy"));
        assertFalse(AcceptEncoding.accepts(new DefaultHttp2Headers(), "gzip"));
    }

    @Test
    void compressorsAreListedByName() {
        assertEquals("gzip", AcceptEncoding.of(List.of(Compressor.GZIP)).toString());
        assertEquals(
                "gzip,gzip",
                AcceptEncoding.of(List.of(Compressor.GZIP, Compressor.GZIP)).toString());
        assertEquals("identity", AcceptEncoding.of(List.of()).toString());
    }
}
