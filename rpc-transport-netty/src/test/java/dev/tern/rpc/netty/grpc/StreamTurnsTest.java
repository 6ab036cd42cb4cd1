package dev.tern.rpc.netty.grpc;

import static dev.tern.rpc.netty.grpc.StreamTurns.LITTLE_BYTES;
import static dev.tern.rpc.netty.grpc.StreamTurns.TURN_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.StreamByteDistributor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTurnsTest {
    private static final int SHARE = 256 * 1024;
    private static final int WIDE_OPEN = Integer.MAX_VALUE;

    private final Http2Connection connection = new DefaultHttp2Connection(false);
    private final StreamTurns turns = new StreamTurns(connection);
    private final List<String> written = new ArrayList<>();

    /** A stream with something to write, as Netty's flow control tells of it. */
    private final class Sender implements StreamByteDistributor.StreamState {
        private final Http2Stream stream;
        private int pending;
        private int window = WIDE_OPEN;

        /** Frames of nothing, behind the bytes. */
        private int empty;

        Sender(int id, int pending) {
            this.stream = openStream(id);
            this.pending = pending;
            tell();
        }

        void tell() {
            turns.updateStreamableBytes(this);
        }

        /** Writes as Netty does: what is allowed, and tells of it if that was anything. */
        void write(int bytes) {
            int count = Math.min(bytes, Math.min(pending, Math.max(0, window)));
            boolean emptied = pending == count && empty > 0;
            written.add(stream.id() + ":" + count);
            pending -= count;
            window -= window == WIDE_OPEN ? 0 : count;
            empty -= emptied ? 1 : 0;
            if (count > 0 || emptied) {
                tell();
            }
        }

        @Override
        public Http2Stream stream() {
            return stream;
        }

        @Override
        public long pendingBytes() {
            return pending;
        }

        @Override
        public boolean hasFrame() {
            return pending > 0 || empty > 0;
        }

        @Override
        public int windowSize() {
            return window;
        }
    }

    private final List<Sender> senders = new ArrayList<>();

    private Http2Stream openStream(int id) {
        try {
            return connection.local().createStream(id, false);
        } catch (Http2Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private Sender sender(int pending) {
        Sender sender = new Sender(2 * senders.size() + 1, pending);
        senders.add(sender);
        return sender;
    }

    /** What a round writes, in order, as stream and bytes; rounds that write nothing are not to have an end of their own. */
    private List<String> round(int bytes) throws Http2Exception {
        written.clear();
        turns.distribute(bytes, (stream, count) -> senders.get(stream.id() / 2).write(count));
        return List.copyOf(written);
    }

    @Test
    void longMessagesAreWrittenOneAfterAnother() throws Http2Exception {
        sender(SHARE + 10);
        sender(SHARE);
        assertEquals(List.of("1:" + SHARE), round(SHARE));
        assertEquals(List.of("1:10", "3:" + (SHARE - 10)), round(SHARE));
        assertEquals(List.of("3:10"), round(SHARE));
        assertEquals(List.of(), round(SHARE));
    }

    @Test
    void aTurnEndsSoThatAllHaveOne() throws Http2Exception {
        sender(10 * TURN_BYTES);
        sender(10 * TURN_BYTES);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3 * TURN_BYTES / SHARE; i++) {
            all.addAll(round(SHARE));
        }
        int perTurn = TURN_BYTES / SHARE;
        assertEquals(List.of("1:" + SHARE), all.subList(perTurn - 1, perTurn));
        assertEquals(List.of("3:" + SHARE), all.subList(perTurn, perTurn + 1));
        assertEquals(List.of("3:" + SHARE), all.subList(2 * perTurn - 1, 2 * perTurn));
        assertEquals(List.of("1:" + SHARE), all.subList(2 * perTurn, 2 * perTurn + 1));
    }

    @Test
    void aShortMessageDoesNotWaitForALongOne() throws Http2Exception {
        sender(TURN_BYTES);
        assertEquals(List.of("1:" + SHARE), round(SHARE));
        sender(100);
        assertEquals(List.of("3:100", "1:" + (SHARE - 100)), round(SHARE));
    }

    @Test
    void whoHasMuchByTheTimeItIsDueWaitsForItsTurn() throws Http2Exception {
        sender(SHARE);
        Sender grows = sender(100);
        grows.pending = TURN_BYTES;
        grows.tell();
        assertEquals(List.of("1:" + SHARE), round(SHARE));
        assertEquals(List.of("3:" + SHARE), round(SHARE));
    }

    @Test
    void shortMessagesLeaveHalfToLongOnes() throws Http2Exception {
        sender(TURN_BYTES);
        int many = 2 * SHARE / LITTLE_BYTES;
        for (int i = 0; i < many; i++) {
            sender(LITTLE_BYTES);
        }
        List<String> first = round(SHARE);
        int ofLong = first.stream()
                .filter(write -> write.startsWith("1:"))
                .mapToInt(write -> Integer.parseInt(write.substring(2)))
                .sum();
        assertEquals(SHARE / 2 - LITTLE_BYTES, ofLong);
        assertEquals(SHARE / 2 / LITTLE_BYTES + 1 + 1, first.size());
    }

    @Test
    void shortMessagesHaveAllIfNoneIsLong() throws Http2Exception {
        for (int i = 0; i < 2 * SHARE / LITTLE_BYTES; i++) {
            sender(LITTLE_BYTES);
        }
        assertEquals(SHARE / LITTLE_BYTES, round(SHARE).size());
        assertEquals(SHARE / LITTLE_BYTES, round(SHARE).size());
        assertEquals(List.of(), round(SHARE));
    }

    @Test
    void whoseWindowIsUsedUpWaitsForItToGrowBehindTheOthers() throws Http2Exception {
        Sender narrow = sender(3 * SHARE);
        narrow.window = 100_000;
        narrow.tell();
        sender(TURN_BYTES);
        assertEquals(List.of("1:100000", "3:" + (SHARE - 100_000)), round(SHARE));
        assertEquals(List.of("3:" + SHARE), round(SHARE));
        narrow.window = 100_000;
        narrow.tell();
        assertEquals(List.of("3:" + SHARE), round(SHARE));
        assertEquals(List.of("3:" + SHARE), round(SHARE));
        assertEquals(List.of("3:100000", "1:100000"), round(SHARE));
    }

    @Test
    void anEmptyFrameGoesOutThoughNothingMayBeWritten() throws Http2Exception {
        sender(TURN_BYTES);
        Sender ending = sender(0);
        ending.empty = 1;
        ending.tell();
        assertEquals(List.of("3:0"), round(0));
        assertEquals(List.of(), round(0));
    }

    @Test
    void notWithANegativeWindow() throws Http2Exception {
        Sender ending = sender(0);
        ending.empty = 1;
        ending.tell();
        ending.window = -1;
        ending.tell();
        assertEquals(List.of(), round(SHARE));
        ending.window = 0;
        ending.tell();
        assertEquals(List.of("1:0"), round(SHARE));
    }

    @Test
    void whoseWindowIsEmptyIsTriedOnceAndAgainWhenItGrows() throws Http2Exception {
        Sender blocked = sender(100);
        blocked.window = 0;
        blocked.tell();
        assertEquals(List.of("1:0"), round(SHARE));
        assertEquals(List.of(), round(SHARE));
        blocked.window = 40;
        blocked.tell();
        assertEquals(List.of("1:40"), round(SHARE));
    }

    @Test
    void itSaysWhetherThereIsMore() throws Http2Exception {
        assertFalse(turns.distribute(SHARE, (stream, bytes) -> {}));
        sender(SHARE + 1);
        assertTrue(turns.distribute(0, (stream, bytes) -> {}));
        assertTrue(turns.distribute(
                SHARE, (stream, bytes) -> senders.get(stream.id() / 2).write(bytes)));
        assertFalse(turns.distribute(
                SHARE, (stream, bytes) -> senders.get(stream.id() / 2).write(bytes)));
    }

    @Test
    void aStreamThatClosesIsForgotten() throws Http2Exception {
        Sender first = sender(TURN_BYTES);
        Sender little = sender(10);
        sender(SHARE);
        first.stream.close();
        little.stream.close();
        assertEquals(List.of("5:" + SHARE), round(SHARE));
        assertFalse(turns.distribute(SHARE, (stream, bytes) -> {}));
    }

    @Test
    void aStreamMayCloseAsItIsWritten() throws Http2Exception {
        sender(TURN_BYTES);
        sender(SHARE);
        written.clear();
        turns.distribute(SHARE, (stream, bytes) -> {
            senders.get(stream.id() / 2).write(bytes);
            stream.close();
        });
        assertEquals(List.of("1:" + SHARE), written);
        assertEquals(List.of("3:" + SHARE), round(SHARE));
    }

    @Test
    void aWriteThatFailsEndsTheConnection() {
        sender(1);
        IllegalStateException bug = new IllegalStateException("bug");
        Http2Exception failure = assertThrows(
                Http2Exception.class,
                () -> turns.distribute(1, (stream, bytes) -> {
                    throw bug;
                }));
        assertEquals(Http2Error.INTERNAL_ERROR, failure.error());
        assertEquals(bug, failure.getCause());
    }
}
