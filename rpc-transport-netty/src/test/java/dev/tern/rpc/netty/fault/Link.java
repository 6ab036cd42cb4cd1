package dev.tern.rpc.netty.fault;

import java.time.Duration;

/**
 * What one direction of a {@link FaultProxy} is like.
 *
 * @param latency how long each byte is under way
 * @param jitter how much longer it may be, drawn for each chunk; bytes stay in order, so a late one holds up those behind it
 * @param bytesPerSecond what the link carries; 0 for as much as there is
 * @param maxChunkBytes what is written at a time, 1 to so many, drawn such that short ones are as likely as long ones; 0 for
 *     whatever was read at a time
 * @param bufferBytes what the proxy takes in beyond what is under way, and the size of the receive buffer it asks the kernel
 *     for: small ones have the sender feel at once that the link is slow
 */
public record Link(Duration latency, Duration jitter, long bytesPerSecond, int maxChunkBytes, int bufferBytes) {
    /** Passes everything on as it comes. */
    public static final Link CLEAR = new Link(Duration.ZERO, Duration.ZERO, 0, 0, 256 * 1024);

    /** Of the bounds of each number, none may be below 0, and there must be a buffer. */
    public Link {
        if (latency.isNegative() || jitter.isNegative() || bytesPerSecond < 0 || maxChunkBytes < 0 || bufferBytes < 1) {
            throw new IllegalArgumentException("a link can't have " + latency + " and up to " + jitter + " more, "
                    + bytesPerSecond + " bytes/s, chunks of up to " + maxChunkBytes + " and buffers of " + bufferBytes);
        }
    }

    /** A reader that takes so little that its peer's socket fills. */
    public static Link slowReader(long bytesPerSecond) {
        return CLEAR.withBytesPerSecond(bytesPerSecond).withBufferBytes(4 * 1024);
    }

    public Link withLatency(Duration latency) {
        return new Link(latency, jitter, bytesPerSecond, maxChunkBytes, bufferBytes);
    }

    public Link withJitter(Duration jitter) {
        return new Link(latency, jitter, bytesPerSecond, maxChunkBytes, bufferBytes);
    }

    public Link withBytesPerSecond(long bytesPerSecond) {
        return new Link(latency, jitter, bytesPerSecond, maxChunkBytes, bufferBytes);
    }

    public Link withMaxChunkBytes(int maxChunkBytes) {
        return new Link(latency, jitter, bytesPerSecond, maxChunkBytes, bufferBytes);
    }

    public Link withBufferBytes(int bufferBytes) {
        return new Link(latency, jitter, bytesPerSecond, maxChunkBytes, bufferBytes);
    }

    /** The most that the proxy keeps: its buffer, and what fills the link for as long as bytes are under way. */
    int capacityBytes() {
        double underWay = bytesPerSecond * ((latency.toNanos() + jitter.toNanos()) / 1e9);
        return (int) Math.min(Integer.MAX_VALUE, bufferBytes + underWay);
    }
}
