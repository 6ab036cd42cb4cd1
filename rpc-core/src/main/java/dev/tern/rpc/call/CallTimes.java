package dev.tern.rpc.call;

import java.time.Instant;

/**
 * When what happened in a call: its start by the wall clock, and the rest in nanoseconds since then by a clock that never is
 * set, {@link #NEVER} for what did not come to be.
 *
 * @param startedAt the start: on the client of the call, on the server when its head had come, or when the interceptor got
 *     it that asked for the report
 * @param queuedNanos when it began to wait: on the client for a connection, never if there was one; on the server for a
 *     thread of its executor
 * @param takenNanos when the wait was over: on the client when a connection took it, the last one if it went to several; on
 *     the server when its handler was begun
 * @param firstByteNanos when the reply began, with headers, a message or the status: came on the client, was sent on the
 *     server
 * @param doneNanos the end: on the server, when the end of the reply was handed to the connection
 */
public record CallTimes(Instant startedAt, long queuedNanos, long takenNanos, long firstByteNanos, long doneNanos) {
    /** What did not come to be. */
    public static final long NEVER = -1;
}
