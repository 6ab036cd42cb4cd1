package dev.tern.rpc.netty.grpc;

import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.StreamByteDistributor;
import java.util.ArrayDeque;

/**
 * Shares what may be written among the streams that have something in Netty's queue: those with little to write before the
 * others, one after another; a stream with much has up to {@link #TURN_BYTES} before the next has its turn. Long messages so
 * come whole one after another, and the peer can deal with the first while the second is on its way; were each given its part,
 * all would come at the same time, and the two sides work in turns. Those with little get up to half of what may be written
 * while others wait. Peers' priorities, which RFC 9113 has dropped, would cost each stream a place in a tree of weights. Event
 * loop only.
 */
final class StreamTurns implements StreamByteDistributor {
    /** About the longest message that most send, and four times what is written in one go by default. */
    static final int TURN_BYTES = 1024 * 1024;

    /** Up to this a stream has little to write. */
    static final int LITTLE_BYTES = 16 * 1024;

    private final Http2Connection.PropertyKey key;
    private final ArrayDeque<Turn> little = new ArrayDeque<>();
    private final ArrayDeque<Turn> much = new ArrayDeque<>();

    /** What all streams may write now. */
    private long writableBytes;

    StreamTurns(Http2Connection connection) {
        this.key = connection.newKey();
        connection.connectionStream().setProperty(key, new Turn(connection.connectionStream()));
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamAdded(Http2Stream stream) {
                stream.setProperty(key, new Turn(stream));
            }

            @Override
            public void onStreamClosed(Http2Stream stream) {
                forget(turn(stream));
            }
        });
    }

    private Turn turn(Http2Stream stream) {
        return stream.getProperty(key);
    }

    private void forget(Turn turn) {
        writableBytes -= turn.bytes;
        turn.bytes = 0;
        turn.mayWrite = false;
        if (turn.inLine) {
            turn.inLine = false;
            if (!little.remove(turn)) {
                much.remove(turn);
            }
        }
    }

    @Override
    public void updateStreamableBytes(StreamState state) {
        Turn turn = turn(state.stream());
        int bytes = Http2CodecUtil.streamableBytes(state);
        writableBytes += bytes - turn.bytes;
        turn.bytes = bytes;
        // Below nothing not even an empty frame may go. At nothing one may: that is tried once, and again when there is
        // more.
        turn.mayWrite = state.hasFrame() && (state.windowSize() > 0 || (state.windowSize() == 0 && !turn.writing));
        if (turn.mayWrite && !turn.inLine && !turn.writing) {
            turn.inLine = true;
            lineOf(turn).addLast(turn);
        }
    }

    private ArrayDeque<Turn> lineOf(Turn turn) {
        return turn.bytes <= LITTLE_BYTES ? little : much;
    }

    @Override
    public boolean distribute(int maxBytes, Writer writer) throws Http2Exception {
        int left = maxBytes;
        int leftForLittle = maxBytes / 2;
        while (true) {
            boolean littleFirst = !little.isEmpty() && (leftForLittle >= 0 || much.isEmpty());
            Turn turn = littleFirst ? little.poll() : much.poll();
            if (turn == null) {
                break;
            }
            turn.inLine = false;
            if (!turn.mayWrite) {
                continue;
            }
            if (littleFirst && turn.bytes > LITTLE_BYTES) {
                // More has come since it was put in line.
                turn.inLine = true;
                much.addLast(turn);
                continue;
            }
            if (left == 0 && turn.bytes > 0) {
                turn.inLine = true;
                (littleFirst ? little : much).addFirst(turn);
                break;
            }
            int bytes = Math.min(left, Math.min(turn.left, turn.bytes));
            left -= bytes;
            leftForLittle -= littleFirst ? bytes : 0;
            write(turn, bytes, writer);
        }
        return writableBytes > 0;
    }

    private void write(Turn turn, int bytes, Writer writer) throws Http2Exception {
        turn.writing = true;
        // Who has written something is told of again within, and who could not waits for that.
        turn.mayWrite = false;
        try {
            writer.write(turn.stream, bytes);
        } catch (RuntimeException | Error failure) {
            throw Http2Exception.connectionError(
                    Http2Error.INTERNAL_ERROR, failure, "could not write to %s", turn.stream);
        } finally {
            turn.writing = false;
        }
        turn.left -= bytes;
        boolean goesOn = turn.mayWrite && turn.bytes > 0 && turn.left > 0;
        if (!goesOn) {
            turn.left = TURN_BYTES;
        }
        if (turn.mayWrite) {
            turn.inLine = true;
            if (goesOn) {
                lineOf(turn).addFirst(turn);
            } else {
                lineOf(turn).addLast(turn);
            }
        }
    }

    @Override
    public void updateDependencyTree(int child, int parent, short weight, boolean exclusive) {
        // Priorities make no difference.
    }

    /** A stream's place in line. */
    private static final class Turn {
        private final Http2Stream stream;

        /** What it may write now. */
        private int bytes;

        /** What it may write before the next has its turn. */
        private int left = TURN_BYTES;

        /** Whether it has a frame that it may write, if only an empty one. */
        private boolean mayWrite;

        private boolean inLine;

        /** Whether it is being written, so that it is not to be put in line within that. */
        private boolean writing;

        Turn(Http2Stream stream) {
            this.stream = stream;
        }
    }
}
