package dev.tern.rpc.netty.framed;

import dev.tern.rpc.netty.framed.wire.FrameHeader;
import dev.tern.rpc.netty.framed.wire.FrameType;
import dev.tern.rpc.netty.framed.wire.Hello;
import dev.tern.rpc.netty.framed.wire.MessageFrame;
import dev.tern.rpc.netty.io.WriteBatcher;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which stream's frame goes next: keeps the connection's credit, gives streams with something to send one frame
 * each in turn, and holds those that wait for credit in order; spec, "Flow control". Event loop only.
 */
final class SendFlow {
    /** What became of a part. */
    enum Step {
        /** All of it is written. */
        DONE,
        /** A fragment is written, others are left. */
        MORE,
        /** It waits for credit. */
        WAITS
    }

    /** Up to this size a copy into the batch is cheaper than a buffer of its own in the socket's write. */
    private static final int MAX_COPY_BYTES = 8 * 1024;

    /** What is written in one share, of which a flush has a few; the default high watermark. */
    private static final int MAX_PUMP_BYTES = 256 * 1024;

    private final WriteBatcher batcher;
    private final int maxFrameBytes;

    /** The connection's credit. */
    private int credit;

    /** Streams whose first part can go on now. */
    private final ArrayDeque<LiveStream> turns = new ArrayDeque<>();

    /** Streams that wait for the connection's credit with a message that fits one frame; they go first. */
    private final ArrayDeque<LiveStream> waitingWhole = new ArrayDeque<>();

    /** Streams that wait for the connection's credit with a message to be cut. */
    private final ArrayDeque<LiveStream> waitingLong = new ArrayDeque<>();

    /** Bytes of body written since {@link #pump} began. */
    private int pumped;

    SendFlow(WriteBatcher batcher, Hello own, Hello peer) {
        this.batcher = batcher;
        this.maxFrameBytes = Math.min(own.maxFrameBytes(), peer.maxFrameBytes());
        this.credit = peer.connectionCredit();
    }

    /** Whether the peer's credit would exceed what the field can say. */
    boolean overflows(int more) {
        return credit > Integer.MAX_VALUE - more;
    }

    /** The peer gives credit to the connection: those who waited get their turn, in order. */
    void addCredit(int more) {
        credit += more;
        admit(waitingWhole);
        if (waitingWhole.isEmpty()) {
            admit(waitingLong);
        }
        batcher.flushLater();
    }

    private void admit(ArrayDeque<LiveStream> waiting) {
        LiveStream stream = waiting.peek();
        while (stream != null) {
            Outgoing first = stream.first();
            if (first != null) {
                if (!pay(stream, first)) {
                    return;
                }
                takeTurn(stream);
            }
            waiting.remove();
            stream = waiting.peek();
        }
    }

    private boolean pay(LiveStream stream, Outgoing part) {
        int cost = stream.sendCost(part.total);
        if (cost > credit) {
            return false;
        }
        credit -= cost;
        stream.sendCredit -= cost;
        part.paid = true;
        return true;
    }

    /** Gives back what was paid for a message of which nothing was sent. */
    void refund(Outgoing part) {
        if (part.paid && !part.begun) {
            addCredit(part.stream.sendCost(part.total));
        }
    }

    /** Lets a stream take part in the turns. */
    void takeTurn(LiveStream stream) {
        turns.add(stream);
        batcher.flushLater();
    }

    /** Writes one frame of each stream in turn, while the socket takes them; true if a share was not enough. */
    boolean pump() {
        pumped = 0;
        while (pumped < MAX_PUMP_BYTES && batcher.isWritable()) {
            LiveStream stream = turns.poll();
            if (stream == null) {
                return false;
            }
            Outgoing part = stream.first();
            if (part == null) {
                stream.inTurns = false;
                continue;
            }
            switch (step(stream, part)) {
                case DONE -> {
                    stream.removeFirst();
                    stream.inTurns = stream.first() != null;
                    if (stream.inTurns) {
                        turns.add(stream);
                    }
                    stream.written(part.part, part.end, part.queued);
                }
                case MORE -> turns.add(stream);
                case WAITS -> {}
            }
            batcher.flushIfDue();
        }
        return !turns.isEmpty();
    }

    /** Writes a part of a stream that has none before it, if the socket takes it and nobody waits longer. */
    Step writeNow(LiveStream stream, Outgoing part) {
        return batcher.isWritable() ? step(stream, part) : Step.MORE;
    }

    private Step step(LiveStream stream, Outgoing part) {
        ByteBuf payload = part.payload;
        if (payload == null) {
            stream.writeBare(part.part);
            return Step.DONE;
        }
        if (part.begun) {
            return writeContinuation(stream, part, payload);
        }
        if (!part.paid && stream.sendCredit <= 0) {
            stream.waitsForCredit = true;
            return Step.WAITS;
        }
        stream.compressor = part.compressor;
        int headSize = stream.headSize(part.part, part.end, false, part.total);
        boolean whole = headSize + part.total <= maxFrameBytes;
        if (!part.paid) {
            boolean othersWait = !waitingWhole.isEmpty() || (!whole && !waitingLong.isEmpty());
            if (othersWait || !pay(stream, part)) {
                (whole ? waitingWhole : waitingLong).add(stream);
                return Step.WAITS;
            }
        }
        part.begun = true;
        if (whole) {
            writeFrame(stream, part, false, headSize, payload, part.total);
            return Step.DONE;
        }
        int firstHead = stream.headSize(part.part, part.end, true, part.total);
        writeFrame(stream, part, true, firstHead, payload, maxFrameBytes - firstHead);
        return Step.MORE;
    }

    private void writeFrame(
            LiveStream stream, Outgoing part, boolean more, int headSize, ByteBuf payload, int payloadBytes) {
        ByteBuf out = batcher.batch(FrameHeader.BYTES + headSize + Math.min(payloadBytes, MAX_COPY_BYTES));
        int at = FrameHeader.begin(out);
        FrameType type = stream.writeHead(out, part.part, part.end, more, part.total);
        FrameHeader.end(out, at, type, stream.frameId(), payloadBytes);
        stream.connection.sent(out.getLong(at));
        stream.headWritten(part.part);
        writePayload(stream, part, payload, payloadBytes);
    }

    private Step writeContinuation(LiveStream stream, Outgoing part, ByteBuf payload) {
        int bytes = Math.min(payload.readableBytes(), maxFrameBytes - MessageFrame.FLAGS_BYTES);
        boolean last = bytes == payload.readableBytes();
        int flags = MessageFrame.CONTINUES
                | (last ? (stream.endsOnFragment(part) ? MessageFrame.END : 0) : MessageFrame.MORE);
        ByteBuf out = batcher.batch(FrameHeader.BYTES + MessageFrame.FLAGS_BYTES + Math.min(bytes, MAX_COPY_BYTES));
        int at = FrameHeader.begin(out);
        MessageFrame.writeHead(out, flags, part.total);
        FrameHeader.end(out, at, FrameType.MESSAGE, stream.frameId(), bytes);
        stream.connection.sent(out.getLong(at));
        writePayload(stream, part, payload, bytes);
        if (last && part.end && !stream.endsOnFragment(part)) {
            stream.writeBare(part.part);
        }
        return last ? Step.DONE : Step.MORE;
    }

    private void writePayload(LiveStream stream, Outgoing part, ByteBuf payload, int bytes) {
        pumped += bytes;
        stream.countSent(bytes);
        boolean last = bytes == payload.readableBytes();
        if (bytes <= MAX_COPY_BYTES) {
            // The batch has room: it was asked for before the head.
            batcher.batch(bytes).writeBytes(payload, bytes);
            if (last) {
                part.release();
            }
        } else if (last) {
            part.payload = null;
            batcher.writeAsIs(payload);
        } else {
            batcher.writeAsIs(payload.readRetainedSlice(bytes));
        }
    }

    /**
     * Writes header and head of a message that is going to be marshalled straight into the batch.
     *
     * @return where in the batch the header is, or -1 if the message has to wait or is too long for that
     */
    int beginDirect(LiveStream stream, Outgoing.Part part, boolean end, int total) {
        int cost = stream.sendCost(total);
        if (cost > credit || stream.sendCredit <= 0 || !waitingWhole.isEmpty() || !batcher.isWritable()) {
            return -1;
        }
        stream.compressor = MessageFrame.PLAIN;
        int headSize = stream.headSize(part, end, false, total);
        int frame = FrameHeader.BYTES + headSize + total;
        if (frame > WriteBatcher.BATCH_BYTES || headSize + total > maxFrameBytes) {
            return -1;
        }
        ByteBuf out = batcher.batch(frame);
        int at = FrameHeader.begin(out);
        FrameType type = stream.writeHead(out, part, end, false, total);
        FrameHeader.end(out, at, type, stream.frameId(), total);
        out.writerIndex(at + frame);
        return at;
    }

    /** The message that was begun in place is complete. */
    void endDirect(LiveStream stream, int at, Outgoing.Part part, int total) {
        int cost = stream.sendCost(total);
        credit -= cost;
        stream.sendCredit -= cost;
        stream.countSent(total);
        stream.connection.sent(batcher.batch(0).getLong(at));
        stream.headWritten(part);
        batcher.flushLater();
    }

    /** The message that was begun in place can't be marshalled: nothing of it was ever there. */
    void undoDirect(int at) {
        batcher.batch(0).writerIndex(at);
    }

    /** The room for the message that was begun in place. */
    ByteBuffer directRoom(int total) {
        ByteBuf out = batcher.batch(0);
        // A marshaller may have turned the order for a message before.
        return out.internalNioBuffer(out.writerIndex() - total, total).order(ByteOrder.BIG_ENDIAN);
    }

    /** The streams whose first frame waits: the peer has seen nothing of them. */
    List<LiveStream> unsent() {
        List<LiveStream> unsent = new ArrayList<>();
        for (Iterable<LiveStream> queue : List.of(turns, waitingWhole, waitingLong)) {
            for (LiveStream stream : queue) {
                if (!stream.isOver() && !stream.isOnWire()) {
                    unsent.add(stream);
                }
            }
        }
        return unsent;
    }
}
