package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.Metadata;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    @Test
    void aHeadWithEverythingIsInTheOrderThatGrpcAsksFor() {
        Metadata metadata = Metadata.of(Metadata.Key.text("trace"), "1");
        assertEquals(
                List.of(
                        ":method: POST",
                        ":scheme: https",
                        ":path: /a.B/C",
                        ":authority: host:1",
                        "grpc-timeout: 1000000u",
                        "te: trailers",
                        "content-type: application/grpc+json",
                        "user-agent: tern-java/0.1",
                        "grpc-encoding: gzip",
                        "grpc-accept-encoding: gzip",
                        "trace: 1"),
                lines(new Requests("host:1", true, "gzip").head("a.B/C", "json", 1_000_000_000, "gzip", metadata)));
    }

    @Test
    void aBareHeadHasWhatGrpcDemands() {
        assertEquals(
                List.of(
                        ":method: POST",
                        ":scheme: http",
                        ":path: /a.B/C",
                        ":authority: host:1",
                        "te: trailers",
                        "content-type: application/grpc",
                        "user-agent: tern-java/0.1",
                        "grpc-accept-encoding: identity"),
                lines(new Requests("host:1", false, "identity").head("a.B/C", "", Timeout.NONE, null, Metadata.EMPTY)));
    }

    @Test
    void theApplicationsUserAgentGoesInPlaceOfTerns() {
        Metadata metadata = Metadata.of(Metadata.Key.text("user-agent"), "mine/1");
        Http2Headers head = new Requests("h", false, "gzip").head("a/b", "", Timeout.NONE, null, metadata);
        assertEquals(List.of(AsciiString.of("mine/1")), head.getAll("user-agent"));
    }

    static List<String> lines(Http2Headers block) {
        List<String> lines = new ArrayList<>();
        block.forEach(field -> lines.add(field.getKey() + ": " + field.getValue()));
        return lines;
    }
}
