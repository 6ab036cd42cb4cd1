package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.util.AsciiString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {
    @ParameterizedTest
    @CsvSource({
        "'', application/grpc",
        "proto, application/grpc",
        "json, application/grpc+json",
        "x.y, application/grpc+x.y"
    })
    void protoIsWhatNeedsNoSaying(String encoding, String type) {
        assertEquals(type, ContentType.of(encoding).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "application/grpc, ''",
        "application/grpc+, ''",
        "application/grpc; charset=utf-8, ''",
        "application/grpc ;x, ''",
        "application/grpc+proto, proto",
        "Application/GRPC+JSON, json",
        "application/grpc+json;charset=utf-8, json",
    })
    void theEncodingIsWhatFollowsThePlusSign(String type, String encoding) {
        assertEquals(encoding, ContentType.encodingOf(type));
        assertEquals(encoding, ContentType.encodingOf(AsciiString.of(type)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "application/grpc-web",
                "application/grpc-web+proto",
                "application/grpcx",
                "application/grp",
                "text/html",
                " application/grpc"
            })
    void otherTypesAreNotGrpc(String type) {
        assertNull(ContentType.encodingOf(type));
    }

    @Test
    void noTypeIsNotGrpc() {
        assertNull(ContentType.encodingOf(null));
    }
}
