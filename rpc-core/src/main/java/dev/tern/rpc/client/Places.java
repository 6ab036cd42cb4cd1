package dev.tern.rpc.client;

import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.concurrent.SerialQueue;
import org.jspecify.annotations.Nullable;

/**
 * Gives calls places on a channel's connections, and has those wait that find none: first come, first served. Safe for any
 * number of threads; a call that finds a place at once takes no lock.
 */
final class Places {
    /** What the channel knows and does for them. Any thread. */
    interface Owner {
        /** Whether calls that start now may wait for a place. */
        boolean takesNewCalls();

        /** Whether calls that were started before may. */
        boolean takesCalls();

        /** A call waits and there is no connection: makes one, or ends those calls that would rather fail. */
        void connectOrFail();

        /** A connection takes no more calls, whether or not it has said so; it is not among those {@linkplain #on given} afterwards. */
        void leave(CountedConnection refusing);

        /** What calls end with that the channel does not take. */
        Status closedStatus();
    }

    private final Owner owner;
    private final WaitingCalls waiting;

    /** Calls to be given to another connection: one after the other, so that one which refuses at once recurses nowhere. */
    private final SerialQueue<ChannelCall<?, ?>> retries = new SerialQueue<>(this::assignAgain);

    /** Places that became free while calls waited; one after the other, as above. */
    private final SerialQueue<CountedConnection> free = new SerialQueue<>(place -> serveOne());

    /** The connections that take calls which were started before; null while there is none. */
    private volatile @Nullable ReadyConnections serving;

    /** The same for new calls; null from the beginning of a drain. */
    private volatile @Nullable ReadyConnections ready;

    Places(Owner owner, WaitingCalls waiting) {
        this.owner = owner;
        this.waiting = waiting;
        retries.open(null);
        free.open(null);
    }

    /** Which connections there are from here on. Called by one thread at a time. */
    void on(@Nullable ReadyConnections now, boolean forNewCalls) {
        serving = now;
        ready = forNewCalls ? now : null;
    }

    /** The connections that take calls which were started before; null while there is none. */
    @Nullable
    ReadyConnections serving() {
        return serving;
    }

    /** Takes a call that has just started to a connection with a place for it, or has it wait for one. */
    void assign(ChannelCall<?, ?> call) {
        if (open(call, ready)) {
            return;
        }
        if (owner.takesNewCalls()) {
            await(call);
        } else {
            call.end(owner.closedStatus());
        }
    }

    private boolean open(ChannelCall<?, ?> call, @Nullable ReadyConnections connections) {
        // Who came first goes first.
        if (connections == null || !waiting.isEmpty()) {
            return false;
        }
        CountedConnection entered = connections.enter();
        if (entered == null) {
            return false;
        }
        call.open(entered);
        return true;
    }

    private void await(ChannelCall<?, ?> call) {
        ReadyConnections full = serving;
        if (full != null && call.failsWhenFull()) {
            call.end(fullStatus(full));
            return;
        }
        call.markWaited();
        Status none = waiting.add(call, full == null ? "is the server up?" : full.describeFull());
        if (!none.isOk()) {
            call.end(none);
            return;
        }
        // The state may have changed before the call was in the queue, when nobody could have told it.
        if (call.outcome() != null) {
            waiting.remove(call);
        } else if (!owner.takesCalls()) {
            waiting.takeAll().forEach(waiter -> waiter.end(owner.closedStatus()));
        } else if (serving == null) {
            owner.connectOrFail();
        } else if (full == null) {
            serveAll();
        } else {
            serve();
        }
    }

    /** A call has given its place on a connection back. */
    void leave(CountedConnection left) {
        left.leave();
        if (!waiting.isEmpty()) {
            free.offer(left);
        }
    }

    /**
     * A call's stream was closed and no server has seen it; the call goes to another connection, or waits for one. If this
     * side decided so, the connection is draining, closed or about to be, and takes no more calls even if its own word of
     * that is yet to come. If the peer did, it may have refused this stream alone: the connection says so itself if not.
     */
    void retry(ChannelCall<?, ?> call, CountedConnection refusing, Origin decidedBy) {
        if (decidedBy == Origin.THIS_SIDE) {
            owner.leave(refusing);
        }
        waiting.moves();
        retries.offer(call);
    }

    private void assignAgain(ChannelCall<?, ?> call) {
        try {
            if (open(call, serving)) {
                return;
            }
            if (owner.takesCalls()) {
                await(call);
            } else {
                call.end(owner.closedStatus());
            }
        } catch (RuntimeException failure) {
            // There is no caller to tell, as there is at the start of a call.
            call.end(StatusCode.INTERNAL
                    .withMessage("the call could not be given to another connection: " + failure)
                    .withCause(failure));
        } finally {
            waiting.arrived();
        }
    }

    /** Gives waiting calls to connections until one of the two runs out. */
    private void serve() {
        while (serveOne()) {
            // One after the other: each takes its place before it leaves the queue, so that it never has to go back.
        }
    }

    /** The same when there was no connection before: those calls can now be told that wait for nothing but that. */
    void serveAll() {
        serve();
        ReadyConnections full = serving;
        if (full != null && !waiting.isEmpty()) {
            waiting.takeFailWhenFull().forEach(call -> call.end(fullStatus(full)));
        }
    }

    /** Gives the call that has waited longest to a connection; false if there is none of the one or the other. */
    private boolean serveOne() {
        ReadyConnections connections = serving;
        if (connections == null || waiting.isEmpty()) {
            return false;
        }
        CountedConnection entered = connections.enter();
        if (entered == null) {
            return false;
        }
        ChannelCall<?, ?> next = waiting.poll();
        if (next == null) {
            // Whoever is added from here on looks for a place after that, and who looked meanwhile is found by the
            // caller.
            entered.leave();
            return !waiting.isEmpty();
        }
        try {
            next.open(entered);
        } finally {
            waiting.arrived();
        }
        return true;
    }

    private static Status fullStatus(ReadyConnections full) {
        return StatusCode.RESOURCE_EXHAUSTED.withMessage(
                full.describeFull() + "; the call was told not to wait for a place (WhenFull.FAIL)");
    }
}
