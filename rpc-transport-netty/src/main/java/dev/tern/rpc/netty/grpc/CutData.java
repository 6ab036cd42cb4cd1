package dev.tern.rpc.netty.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * A long DATA frame that the end of a read has cut, told in pieces as they come, so that none of it has to wait for the rest in a
 * buffer that the next read would be copied to. Only a frame in which nothing can be wrong is told so: its stream takes DATA,
 * and both windows have room for all of it. No other frame comes in between, so that only this side can end the stream
 * meanwhile. Event loop only.
 */
final class CutData {
    /** Shorter frames wait for their rest: a copy of that is cheaper than a message in two pieces. */
    static final int MIN_BYTES = 8 * 1024;

    private final Http2Connection connection;

    /** What is still to come of the frame. */
    private int left;

    /** Whose it is. */
    private int id;

    /** Whether it is the peer's last. */
    private boolean ends;

    CutData(Http2Connection connection) {
        this.connection = connection;
    }

    /** Whether a frame has begun and not ended. */
    boolean isUnderWay() {
        return left > 0;
    }

    /** How much is still to come of a frame of this stream, beyond what is being told. */
    int stillToCome(int id) {
        return id == this.id ? left : 0;
    }

    /**
     * Begins an unpadded frame whose header was read, unless it is to be waited for.
     *
     * @return whether it has begun
     */
    boolean begin(int length, int id, boolean ends) {
        if (length < MIN_BYTES || !takesData(connection.stream(id)) || !fits(length, id)) {
            return false;
        }
        this.left = length;
        this.id = id;
        this.ends = ends;
        return true;
    }

    private static boolean takesData(@Nullable Http2Stream stream) {
        return stream != null && stream.state().remoteSideOpen();
    }

    private boolean fits(int length, int id) {
        Http2LocalFlowController windows = connection.local().flowController();
        return length <= windows.windowSize(connection.stream(id))
                && length <= windows.windowSize(connection.connectionStream());
    }

    /** Tells what has come of the frame that is under way. */
    void read(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener) throws Http2Exception {
        int bytes = Math.min(left, in.readableBytes());
        int last = in.writerIndex();
        int end = in.readerIndex() + bytes;
        left -= bytes;
        try {
            in.writerIndex(end);
            if (takesData(connection.stream(id))) {
                listener.onDataRead(ctx, id, in, 0, ends && left == 0);
            } else {
                // This side has ended the stream since, and said so. The connection's window gets the bytes back.
                connection.local().flowController().receiveFlowControlledFrame(null, in, 0, false);
            }
        } finally {
            in.setIndex(end, last);
        }
    }
}
