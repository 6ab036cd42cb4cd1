package dev.tern.rpc.netty.grpc.wire;

import io.netty.handler.codec.http2.Http2Headers;

/** What a block of fields measures, by the letter of RFC 9113, section 6.5.2. */
final class MeasuredBlock {
    private MeasuredBlock() {}

    static long bytes(Http2Headers block) {
        long bytes = 0;
        for (var field : block) {
            bytes += field.getKey().length() + field.getValue().length() + 32;
        }
        return bytes;
    }
}
