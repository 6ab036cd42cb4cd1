package dev.tern.rpc.netty.grpc;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.StreamByteDistributor;

/**
 * Has the streams that have something in Netty's queue {@linkplain StreamTurns take turns}, and tells the writer when a round
 * begins and ends. Rounds come from a flush, and also when the peer's SETTINGS make windows larger. Within one Netty counts what
 * it has written only after the last frame of a stream: who hears of a frame before that and sends another would have it written
 * past windows that are not what they seem, and might close a stream that is still being written. Event loop only.
 */
final class QueueRounds implements StreamByteDistributor {
    private final StreamByteDistributor streams;
    private final BatchedFrames frames;

    QueueRounds(Http2Connection connection, BatchedFrames frames) {
        this.streams = new StreamTurns(connection);
        this.frames = frames;
    }

    @Override
    public boolean distribute(int maxBytes, Writer writer) throws Http2Exception {
        boolean more;
        boolean told;
        int most = maxBytes;
        do {
            frames.roundBegins();
            try {
                more = streams.distribute(most, writer);
            } finally {
                told = frames.roundEnds();
            }
            // Who was told may have sent what had to go into the queue: with nothing to give, that says whether there
            // is any.
            most = 0;
        } while (told && !more);
        return more;
    }

    @Override
    public void updateStreamableBytes(StreamState state) {
        streams.updateStreamableBytes(state);
    }

    @Override
    public void updateDependencyTree(int child, int parent, short weight, boolean exclusive) {
        streams.updateDependencyTree(child, parent, weight, exclusive);
    }
}
