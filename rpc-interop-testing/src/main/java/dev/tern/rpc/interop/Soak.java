package dev.tern.rpc.interop;

import java.time.Duration;

/**
 * How long the soak cases go on and what they put up with.
 *
 * @param iterations how many calls they make
 * @param maxFailures how many of these may fail or be late
 * @param maxLatency a call that takes longer is late
 * @param timeout by when all calls must have been made
 * @param requestBytes the size of a request's payload
 * @param replyBytes the size of a reply's payload
 */
record Soak(int iterations, int maxFailures, Duration maxLatency, Duration timeout, int requestBytes, int replyBytes) {
    /** What gRPC's own clients do unless told otherwise. */
    static final Soak DEFAULT = new Soak(10, 0, Duration.ofSeconds(1), Duration.ofSeconds(10), 271_828, 314_159);
}
