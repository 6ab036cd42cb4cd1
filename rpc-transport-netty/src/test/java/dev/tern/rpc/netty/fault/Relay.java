package dev.tern.rpc.netty.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One direction of one connection through a {@link FaultProxy}. On the proxy's thread only. */
final class Relay {
    /** What has to be done for a direction that can't be done by itself. */
    interface Owner {
        /** How many of so many bytes may pass before a fault strikes. */
        int allowance(Direction direction, int bytes);

        /** So many are under way now that were read and have not passed. */
        void underWay(Direction direction, int bytes);

        /** So many have passed; false if a fault struck at that. */
        boolean passed(Relay relay, int bytes);
    }

    private record Chunk(ByteBuffer bytes, long dueNanos) {}

    private static final int READ_BYTES = 64 * 1024;

    final Direction direction;
    private final SocketChannel from;
    private final SocketChannel to;
    private final Link link;
    private final Chunks chunks;
    private final Owner owner;
    private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final ArrayDeque<Chunk> underWay = new ArrayDeque<>();
    private int bytesUnderWay;

    /** When the link has carried what it was given. */
    private long linkFreeAt = Long.MIN_VALUE;

    private long lastDueNanos = Long.MIN_VALUE;
    private boolean sourceEnded;
    private boolean discarding;
    private boolean finSent;
    private boolean full;

    /** Whether the sender or the receiver is gone, without having ended in good order. */
    private boolean broken;

    Relay(Direction direction, SocketChannel from, SocketChannel to, Link link, long seed, Owner owner) {
        this.direction = direction;
        this.from = from;
        this.to = to;
        this.link = link;
        this.chunks = new Chunks(seed, link);
        this.owner = owner;
    }

    /** Reads what there is and room for, and writes what is due. */
    void run(long now) {
        try {
            read(now);
        } catch (IOException senderIsGone) {
            // What it has sent before is under way still.
            broken = true;
            sourceEnded = true;
        }
        try {
            write(now);
        } catch (IOException receiverIsGone) {
            broken = true;
            discard();
        }
    }

    /** Whether one side is gone. */
    boolean isBroken() {
        return broken;
    }

    /** Whether nothing is under way. */
    boolean isEmpty() {
        return underWay.isEmpty();
    }

    private void discard() {
        discarding = true;
        full = false;
        underWay.clear();
        bytesUnderWay = 0;
    }

    boolean wantsToRead() {
        return !sourceEnded && (discarding || bytesUnderWay < link.capacityBytes());
    }

    /** Whether the receiver's socket took less than was due. */
    boolean wantsToWrite() {
        return full;
    }

    /** Whether nothing will happen here any more. */
    boolean isOver() {
        return sourceEnded && finSent;
    }

    /** When something is due next that no socket tells of. */
    long nextDueNanos() {
        return underWay.isEmpty() || full ? Long.MAX_VALUE : underWay.peek().dueNanos;
    }

    /** Tells the receiver that no more comes, and throws away what does. */
    void halfClose() throws IOException {
        discard();
        sendFin();
    }

    private void read(long now) throws IOException {
        while (wantsToRead()) {
            int room = discarding ? READ_BYTES : Math.min(READ_BYTES, link.capacityBytes() - bytesUnderWay);
            int count = from.read(readBuffer.clear().limit(room));
            if (count < 0) {
                sourceEnded = true;
            }
            if (count <= 0) {
                return;
            }
            if (!discarding) {
                schedule(readBuffer.flip(), now);
            }
        }
    }

    private void schedule(ByteBuffer bytes, long now) {
        while (bytes.hasRemaining()) {
            byte[] chunk = new byte[chunks.take(bytes.remaining())];
            bytes.get(chunk);
            long carriedAt = Math.max(now, linkFreeAt);
            if (link.bytesPerSecond() > 0) {
                carriedAt += (long) (chunk.length * 1e9 / link.bytesPerSecond());
            }
            linkFreeAt = carriedAt;
            lastDueNanos = Math.max(lastDueNanos, carriedAt + link.latency().toNanos() + chunks.delayNanos());
            underWay.add(new Chunk(ByteBuffer.wrap(chunk), lastDueNanos));
            bytesUnderWay += chunk.length;
        }
        owner.underWay(direction, bytesUnderWay);
    }

    private void write(long now) throws IOException {
        full = false;
        while (!underWay.isEmpty() && underWay.peek().dueNanos <= now) {
            ByteBuffer bytes = underWay.peek().bytes;
            int allowed = owner.allowance(direction, bytes.remaining());
            int count = to.write(bytes.slice().limit(allowed));
            bytes.position(bytes.position() + count);
            bytesUnderWay -= count;
            if (!bytes.hasRemaining()) {
                underWay.remove();
            }
            if (count > 0 && !owner.passed(this, count)) {
                return;
            }
            if (count < allowed) {
                full = true;
                return;
            }
        }
        if (sourceEnded && underWay.isEmpty() && !broken) {
            sendFin();
        }
    }

    private void sendFin() throws IOException {
        if (!finSent) {
            finSent = true;
            to.shutdownOutput();
        }
    }
}
