package dev.tern.rpc.netty.framed;

import dev.tern.rpc.netty.io.QueuedWrite;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The credit that one side gave and what of it was consumed, for a connection or a stream; spec, "Flow control".
 * Consumption on the event loop costs an addition; on other threads an atomic one. Each of the two sums is given back
 * when it reaches a quarter of the initial credit, so that together less than half is ever held back.
 */
final class ReceiveFlow extends QueuedWrite {
    /** Sends credit to the peer. Event loop. */
    interface Giver {
        /** Gives so much; at least 1. */
        void give(int amount);
    }

    private final Giver giver;
    private final int threshold;

    /** What the peer may still spend. Event loop. */
    private int credit;

    /** Consumed on the event loop and not given back. Event loop. */
    private int consumedHere;

    /** Consumed on other threads and not given back. */
    private final AtomicInteger consumedElsewhere = new AtomicInteger();

    /** Whether this is in the queue of writes. */
    private final AtomicBoolean queued = new AtomicBoolean();

    ReceiveFlow(int initialCredit, Giver giver) {
        this.credit = initialCredit;
        this.threshold = Math.max(1, initialCredit / 4);
        this.giver = giver;
    }

    /** What the peer may still spend. Event loop. */
    int credit() {
        return credit;
    }

    /** The peer spends. A stream's credit may go below 0 by one message. Event loop. */
    void spend(int cost) {
        credit -= cost;
    }

    /** What was spent is consumed. Event loop. */
    void consumeHere(int cost) {
        consumedHere += cost;
        if (consumedHere >= threshold) {
            int amount = consumedHere;
            consumedHere = 0;
            give(amount);
        }
    }

    /**
     * What was spent is consumed.
     *
     * @return whether this is to be submitted, once
     */
    boolean consumeElsewhere(int cost) {
        return consumedElsewhere.addAndGet(cost) >= threshold && queued.compareAndSet(false, true);
    }

    @Override
    protected void run() {
        queued.set(false);
        int amount = consumedElsewhere.getAndSet(0);
        if (amount > 0) {
            give(amount);
        }
    }

    private void give(int amount) {
        credit += amount;
        giver.give(amount);
    }
}
