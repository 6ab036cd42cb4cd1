package dev.tern.rpc.netty.fault;

import java.util.SplittableRandom;

/**
 * The decisions of chance about one direction of one connection: where chunks end, and how late each is. They are made by
 * the position in the stream of bytes, whatever pieces those come in, so the same seed has the same decisions.
 */
final class Chunks {
    private final SplittableRandom random;
    private final int maxBytes;
    private final long jitterNanos;

    /** Left of the chunk. */
    private int bytesLeft;

    private long delayNanos;

    Chunks(long seed, Link link) {
        this.random = new SplittableRandom(seed);
        this.maxBytes = link.maxChunkBytes();
        this.jitterNanos = link.jitter().toNanos();
    }

    /** How many of so many bytes go together; they are passed with this. */
    int take(int availableBytes) {
        if (maxBytes == 0) {
            delayNanos = drawDelay();
            return availableBytes;
        }
        if (bytesLeft == 0) {
            bytesLeft = (int) Math.min(maxBytes, Math.floor(Math.exp(random.nextDouble() * Math.log(maxBytes + 1.0))));
            delayNanos = drawDelay();
        }
        int taken = Math.min(bytesLeft, availableBytes);
        bytesLeft -= taken;
        return taken;
    }

    /** How much later than others the bytes are that were taken last. */
    long delayNanos() {
        return delayNanos;
    }

    private long drawDelay() {
        return jitterNanos == 0 ? 0 : random.nextLong(jitterNanos + 1);
    }
}
