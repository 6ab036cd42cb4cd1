package dev.tern.rpc.client;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.concurrent.Timeout;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.ConnectStep;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to one endpoint: makes it when asked to, waits after a failed attempt, and tells its owner of
 * every change.
 *
 * <pre>
 *   IDLE ── connect ──→ CONNECTING ── made ──→ READY ── lost, draining or refusing ──→ IDLE
 *    ↑                   │      ↑
 *    └── nobody waits ── BACKOFF ┴─ (waited, and somebody waits)
 *   any ── close ──→ CLOSED
 * </pre>
 */
final class EndpointConnection {
    enum State {
        /** No connection, and none is being made. To: CONNECTING, CLOSED. */
        IDLE,
        /** One is being made. To: READY, BACKOFF, CLOSED. */
        CONNECTING,
        /** There is one. To: IDLE, CLOSED. */
        READY,
        /** No address could be reached; waits before the next attempt. To: CONNECTING, IDLE, CLOSED. */
        BACKOFF,
        /** Over. */
        CLOSED
    }

    /** Hears of changes; called with no lock held. */
    interface Owner {
        /** The connection is ready, or no longer is. */
        void onChange();

        /** No address could be reached. */
        void onFailure(Status reason);

        /** A connection was made. Comes before the change. */
        void onLive(CountedConnection connection);

        /** A connection is gone, and its streams with it. */
        void onGone(CountedConnection connection);

        /** The peer of a connection lets more calls be at a time. */
        void onRoom();

        /** Whether calls wait for a connection. */
        boolean wantsConnection();
    }

    private final Endpoint endpoint;
    private final Transport transport;
    private final Timer timer;
    private final Backoff backoff;
    private final int maxCalls;
    private final Owner owner;

    /** Guards the fields below; never held while anyone else's code runs. */
    private final Object lock = new Object();

    private State state = State.IDLE;
    private int failures;
    private Status lastFailure = Status.OK;

    /** What the current attempt does, or the last one did when it failed; and since when. */
    private ConnectStep step = ConnectStep.CONNECTING;

    private long stepAtNanos;

    /** When the next attempt is due, in BACKOFF. */
    private long retryAtNanos;

    /** The attempt or connection that counts; events of earlier ones are not heard. */
    private @Nullable Attempt current;

    private volatile @Nullable CountedConnection ready;

    EndpointConnection(
            Endpoint endpoint, Transport transport, Timer timer, Backoff backoff, int maxCalls, Owner owner) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.timer = timer;
        this.backoff = backoff;
        this.maxCalls = maxCalls;
        this.owner = owner;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The live connection, or null. */
    @Nullable
    CountedConnection ready() {
        return ready;
    }

    State state() {
        synchronized (lock) {
            return state;
        }
    }

    /** Why the last attempt failed, while waiting for the next one; else OK. */
    Status backoffReason() {
        synchronized (lock) {
            return state == State.BACKOFF ? lastFailure : Status.OK;
        }
    }

    /** What who wants a connection waits for; null if nothing is being done for one. */
    @Nullable
    Wait currentWait() {
        synchronized (lock) {
            long now = timer.clock().nanoTime();
            String last = Wait.last(lastFailure);
            return switch (state) {
                case CONNECTING ->
                    new Wait(
                            step.phase(),
                            step + " " + addressOf(current) + " under way for " + Wait.millis(now - stepAtNanos)
                                    + ", attempt " + (failures + 1) + last);
                case BACKOFF ->
                    new Wait(
                            step.phase(),
                            "no connection to " + addressOf(current) + ", attempt " + (failures + 1) + " in "
                                    + Wait.millis(retryAtNanos - now) + last);
                case READY, IDLE, CLOSED -> null;
            };
        }
    }

    private SocketAddress addressOf(@Nullable Attempt attempt) {
        return endpoint.addresses().get(attempt == null ? 0 : attempt.addressIndex);
    }

    /** Begins to connect if idle. */
    void connect() {
        Attempt attempt;
        synchronized (lock) {
            if (state != State.IDLE) {
                return;
            }
            attempt = begin(0);
        }
        attempt.go();
    }

    /** Gives up a connection that refuses calls, if it is the one there is; what runs on it may end. */
    void leave(CountedConnection refusing) {
        Attempt attempt;
        synchronized (lock) {
            attempt = ready == refusing ? current : null;
        }
        if (attempt != null && attempt.leave()) {
            // It may be well for all that is known, and nobody else has it any more.
            refusing.drain();
        }
    }

    /** Closes the connection and makes no other. */
    void close(Status reason) {
        CountedConnection live = leaveForGood();
        if (live != null) {
            live.close(reason);
        }
    }

    /** Lets the calls on the connection end, and makes no other. */
    void drain() {
        CountedConnection live = leaveForGood();
        if (live != null) {
            live.drain();
        }
    }

    private @Nullable CountedConnection leaveForGood() {
        synchronized (lock) {
            CountedConnection live = ready;
            state = State.CLOSED;
            current = null;
            ready = null;
            return live;
        }
    }

    private Attempt begin(int addressIndex) {
        state = State.CONNECTING;
        step = ConnectStep.CONNECTING;
        stepAtNanos = timer.clock().nanoTime();
        Attempt attempt = new Attempt(addressIndex);
        current = attempt;
        return attempt;
    }

    /** One attempt at one address, and the connection that came of it. */
    private final class Attempt extends Timeout implements ConnectionListener {
        private final int addressIndex;

        /** What came of it; null until then. Written by the transport's thread, which alone reads it. */
        private @Nullable CountedConnection made;

        Attempt(int addressIndex) {
            this.addressIndex = addressIndex;
        }

        void go() {
            SocketAddress address = addressOf(this);
            try {
                transport.connect(address, this);
            } catch (RuntimeException failure) {
                // An address of a kind the transport does not know, or a transport that was closed: no other word of it
                // comes.
                onClosed(StatusCode.UNAVAILABLE
                        .withMessage("could not begin to connect to " + address + ": " + failure.getMessage())
                        .withCause(failure));
            }
        }

        @Override
        public void onStep(ConnectStep next) {
            synchronized (lock) {
                if (current == this && state == State.CONNECTING) {
                    step = next;
                    stepAtNanos = timer.clock().nanoTime();
                }
            }
        }

        @Override
        public void onReady(ClientConnection connection) {
            CountedConnection counted = new CountedConnection(connection, maxCalls);
            boolean wanted;
            synchronized (lock) {
                wanted = current == this;
                if (wanted) {
                    state = State.READY;
                    failures = 0;
                    lastFailure = Status.OK;
                    ready = counted;
                }
            }
            if (wanted) {
                made = counted;
                owner.onLive(counted);
                owner.onChange();
            } else {
                connection.close(StatusCode.UNAVAILABLE.withMessage("the channel was closed while it connected"));
            }
        }

        @Override
        public void onRoom() {
            owner.onRoom();
        }

        @Override
        public void onDraining() {
            leave();
        }

        @Override
        public void onClosed(Status reason) {
            boolean left = leave();
            if (made != null) {
                owner.onGone(made);
            }
            if (left) {
                return;
            }
            Attempt next = null;
            long againAtNanos = 0;
            synchronized (lock) {
                if (current != this || state != State.CONNECTING) {
                    return;
                }
                lastFailure = reason;
                if (addressIndex + 1 < endpoint.addresses().size()) {
                    next = begin(addressIndex + 1);
                } else {
                    state = State.BACKOFF;
                    againAtNanos = timer.clock().nanoTime() + backoff.nanosAfter(++failures);
                    retryAtNanos = againAtNanos;
                }
            }
            if (next != null) {
                next.go();
            } else {
                timer.arm(this, againAtNanos);
                owner.onFailure(reason);
            }
        }

        /** The wait after a failed attempt is over. */
        @Override
        protected void expired() {
            boolean again = owner.wantsConnection();
            Attempt next = null;
            synchronized (lock) {
                if (current != this || state != State.BACKOFF) {
                    return;
                }
                state = State.IDLE;
                current = null;
                if (again) {
                    next = begin(0);
                }
            }
            if (next != null) {
                next.go();
            } else {
                owner.onChange();
            }
        }

        /** Gives the live connection up: it takes no more calls. */
        private boolean leave() {
            synchronized (lock) {
                if (current != this || state != State.READY) {
                    return false;
                }
                state = State.IDLE;
                current = null;
                ready = null;
            }
            owner.onChange();
            return true;
        }
    }
}
