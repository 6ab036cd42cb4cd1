package dev.tern.rpc.call;

import dev.tern.rpc.Outcome;

/**
 * How one call went, on one side; made once, when it has ended there. Immutable.
 *
 * @param side the side that tells
 * @param outcome how it ended, with method, peer and how far it had come. On the server the status is what the handler ended
 *     the call with, or why the call was over before that; OK says nothing of whether the client got the reply. Its phase is
 *     UNSENT for a call refused when it came, QUEUED before the handler was begun, SENT while that had sent nothing
 * @param times when what happened
 * @param traffic what was sent and received
 */
public record CallReport(CallSide side, Outcome outcome, CallTimes times, CallTraffic traffic) {}
