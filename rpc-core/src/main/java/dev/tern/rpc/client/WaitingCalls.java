package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions.Waiting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The one queue of calls that no connection can take yet, because none is ready or all have as many as they may; first in,
 * first out, and bounded.
 */
final class WaitingCalls {
    private final int maxCalls;

    /** Never held while a call is told anything. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition empty = lock.newCondition();

    /** Guarded by the lock. */
    private final Set<ChannelCall<?, ?>> calls = new LinkedHashSet<>();

    /**
     * Calls between this queue and a connection, between two connections, or with a place on one and without their credentials:
     * they neither wait nor are open. Guarded by the lock.
     */
    private int moving;

    /** How many there are. Written under the lock; read without it, by every call that begins or ends. */
    private volatile int size;

    WaitingCalls(int maxCalls) {
        this.maxCalls = maxCalls;
    }

    /**
     * Adds a call, if there is room.
     *
     * @param reason why it can't go out, for the message if there is no room
     * @return OK, or why there is none
     */
    Status add(ChannelCall<?, ?> call, String reason) {
        lock.lock();
        try {
            if (calls.size() >= maxCalls) {
                return StatusCode.RESOURCE_EXHAUSTED.withMessage(calls.size()
                        + " calls wait for a connection already, maxWaitingCalls is " + maxCalls + "; " + reason
                        + "; set maxWaitingCalls on the channel's builder to let more wait");
            }
            calls.add(call);
            changed();
            return Status.OK;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a call out that waits no more. */
    void remove(ChannelCall<?, ?> call) {
        lock.lock();
        try {
            calls.remove(call);
            changed();
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Takes out the call that has waited longest, and counts it as moving; null if none waits. */
    @Nullable
    ChannelCall<?, ?> poll() {
        lock.lock();
        try {
            Iterator<ChannelCall<?, ?>> all = calls.iterator();
            if (!all.hasNext()) {
                return null;
            }
            ChannelCall<?, ?> first = all.next();
            all.remove();
            moving++;
            changed();
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** A call has left its connection for another, or has a place on one and waits for its credentials. */
    void moves() {
        lock.lock();
        try {
            moving++;
        } finally {
            lock.unlock();
        }
    }

    /** A call that was moving is on a connection, in the queue, or over. */
    void arrived() {
        lock.lock();
        try {
            moving--;
            changed();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all calls, in order. */
    List<ChannelCall<?, ?>> takeAll() {
        return take(call -> true);
    }

    /** Takes out the calls that would rather fail than wait for a connection to be made, in order. */
    List<ChannelCall<?, ?>> takeFailFast() {
        return take(call -> call.waiting() == Waiting.FAIL_FAST);
    }

    /** Takes out the calls that would rather fail than wait for others to end, in order. */
    List<ChannelCall<?, ?>> takeFailWhenFull() {
        return take(ChannelCall::failsWhenFull);
    }

    /** Waits until no call waits or moves, for so long at the most. */
    void awaitEmpty(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while ((!calls.isEmpty() || moving > 0) && left > 0) {
                left = empty.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private List<ChannelCall<?, ?>> take(Predicate<ChannelCall<?, ?>> which) {
        lock.lock();
        try {
            List<ChannelCall<?, ?>> taken = new ArrayList<>();
            for (Iterator<ChannelCall<?, ?>> all = calls.iterator(); all.hasNext(); ) {
                ChannelCall<?, ?> call = all.next();
                if (which.test(call)) {
                    taken.add(call);
                    all.remove();
                }
            }
            changed();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held. */
    private void changed() {
        size = calls.size();
        if (calls.isEmpty() && moving == 0) {
            empty.signalAll();
        }
    }
}
