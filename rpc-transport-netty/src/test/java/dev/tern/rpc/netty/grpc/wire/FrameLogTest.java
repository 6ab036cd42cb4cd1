package dev.tern.rpc.netty.grpc.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;

class FrameLogTest {
    @Test
    void aFrameSentPointsAwayAndOneThatCamePointsHere() {
        String data = FrameLog.data(45, false);
        assertEquals(">> /127.0.0.1:50051 #5 DATA 45", FrameLog.line(true, "/127.0.0.1:50051", 5, data));
        assertEquals("<< /127.0.0.1:50051 #5 DATA 45", FrameLog.line(false, "/127.0.0.1:50051", 5, data));
        assertEquals("DATA 0 END_STREAM", FrameLog.data(0, true));
    }

    @Test
    void headersAreShownByNameAndValue() {
        Http2Headers headers = new DefaultHttp2Headers().path("/a.B/C").add("te", "trailers");
        assertEquals("HEADERS END_STREAM :path=/a.B/C te=trailers", FrameLog.headers(headers, true));
    }

    @Test
    void valuesThatMayBeSecretAreWithheld() {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .add("authorization", "Bearer x")
                .add("Cookie", "a=b")
                .add("set-cookie", "a")
                .add("proxy-authorization", "b")
                .add("token-bin", "AQID");
        assertEquals(
                "HEADERS authorization=(8 characters) Cookie=(3 characters) set-cookie=(1 characters)"
                        + " proxy-authorization=(1 characters) token-bin=(4 characters)",
                FrameLog.headers(headers, false));
    }

    @Test
    void aPeerCanNotEndALine() {
        Http2Headers headers = new DefaultHttp2Headers(false).add("a\n", "b\r\n>> \u001b[1m\u00e4");
        assertEquals("HEADERS a?=b??>> ?[1m?", FrameLog.headers(headers, false));
        assertEquals("GOAWAY last #3 INTERNAL_ERROR x?y", FrameLog.goAway(3, 2, "x\ny"));
    }

    @Test
    void errorsAreShownByNameOrElseByNumber() {
        assertEquals("RST_STREAM CANCEL", FrameLog.reset(8));
        assertEquals("RST_STREAM code 77", FrameLog.reset(77));
        assertEquals("GOAWAY last #0 NO_ERROR", FrameLog.goAway(0, 0, ""));
    }
}
