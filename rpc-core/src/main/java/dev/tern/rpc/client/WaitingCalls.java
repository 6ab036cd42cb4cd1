package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions.Waiting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The one queue of calls that no ready connection can take yet, first in, first out, and bounded. */
final class WaitingCalls {
    private final int maxCalls;

    /** Guarded by this; the lock is never held while a call is told anything. */
    private final Set<ChannelCall<?, ?>> calls = new LinkedHashSet<>();

    WaitingCalls(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    /**
     * Adds a call, if there is room.
     *
     * @return OK, or why there is none
     */
    synchronized Status add(ChannelCall<?, ?> call) {
        if (calls.size() >= maxCalls) {
            return StatusCode.RESOURCE_EXHAUSTED.withMessage(calls.size()
                    + " calls wait for a connection already, maxWaitingCalls is " + maxCalls
                    + "; is the server up? set maxWaitingCalls on the channel's builder to let more wait");
        }
        calls.add(call);
        return Status.OK;
    }

    /** Takes a call out that waits no more. */
    synchronized void remove(ChannelCall<?, ?> call) {
        calls.remove(call);
    }

    synchronized boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Takes out all calls, in order. */
    synchronized List<ChannelCall<?, ?>> takeAll() {
        List<ChannelCall<?, ?>> all = new ArrayList<>(calls);
        calls.clear();
        return all;
    }

    /** Takes out the calls that would rather fail than wait, in order. */
    synchronized List<ChannelCall<?, ?>> takeFailFast() {
        List<ChannelCall<?, ?>> taken = new ArrayList<>();
        for (Iterator<ChannelCall<?, ?>> all = calls.iterator(); all.hasNext(); ) {
            ChannelCall<?, ?> call = all.next();
            if (call.waiting() == Waiting.FAIL_FAST) {
                taken.add(call);
                all.remove();
            }
        }
        return taken;
    }
}
