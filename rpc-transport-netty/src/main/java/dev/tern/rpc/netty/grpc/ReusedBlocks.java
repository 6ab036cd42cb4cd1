package dev.tern.rpc.netty.grpc;

import dev.tern.rpc.netty.grpc.wire.FieldBlock;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;

/** Reads all blocks of a connection into the same one: whoever hears of a block is done with it before the next comes. */
final class ReusedBlocks extends DefaultHttp2HeadersDecoder {
    private final FieldBlock block = new FieldBlock(true);

    ReusedBlocks(long maxHeaderListBytes) {
        super(true, maxHeaderListBytes);
    }

    @Override
    protected Http2Headers newHeaders() {
        return block.clear();
    }
}
