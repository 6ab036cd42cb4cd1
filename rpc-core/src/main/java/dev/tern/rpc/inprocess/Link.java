package dev.tern.rpc.inprocess;

import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.Stream;
import dev.tern.rpc.transport.StreamListener;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection: itself as the client has it, and {@link Accepted} as the server has it.
 *
 * <p>The connection's own events take turns as a stream's do (see {@link StreamEnd}); calls are announced to the server
 * each on the thread of its client, several at once.
 */
final class Link implements ClientConnection, Runnable {
    private static final Logger log = LoggerFactory.getLogger(Link.class);

    private static final AtomicReferenceFieldUpdater<Link, @Nullable Status> CLOSED =
            AtomicReferenceFieldUpdater.newUpdater(Link.class, Status.class, "closed");

    private final InProcessTransport transport;
    private final NamedPort port;
    private final ConnectionListener client;
    private final Accepted accepted = new Accepted();
    private final InProcessAddress clientAddress;

    /** Calls of which a listener has not heard the end. */
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();

    /** Calls with a side that has not ended. */
    private final AtomicInteger openCalls = new AtomicInteger();

    /** Signals not yet answered; whoever takes it from 0 has the turn. */
    private final AtomicInteger signals = new AtomicInteger();

    /** Set by whoever drains, and never cleared. */
    private volatile boolean draining;

    /** Whether the server does; set before {@link #draining}. */
    private volatile boolean serverDrains;

    /** Why the connection was closed; null until then. The first reason counts. */
    private volatile @Nullable Status closed;

    /** Null until accepted; written with the turn, before the client hears of the connection. */
    private volatile @Nullable ServerConnectionListener server;

    /** Used by the thread that has the turn. */
    private boolean isReady;

    /** Used by the thread that has the turn. */
    private boolean hasToldDraining;

    /** Used by the thread that has the turn. */
    private boolean hasToldEnd;

    Link(InProcessTransport transport, NamedPort port, int number, ConnectionListener client) {
        this.transport = transport;
        this.port = port;
        this.client = client;
        this.clientAddress = InProcessAddress.of(port.address().name() + '#' + number);
    }

    Limits limits() {
        return transport.limits();
    }

    @Override
    public SocketAddress peer() {
        return port.address();
    }

    /** Nothing that is sent leaves the process. */
    @Override
    public boolean isSecure() {
        return true;
    }

    @Override
    public int maxCalls() {
        return limits().maxConcurrentCalls();
    }

    int openCalls() {
        return openCalls.get();
    }

    @Override
    public Stream open(RequestHead head, StreamListener listener) {
        Exchange exchange = new Exchange(this, head, listener);
        int open = openCalls.incrementAndGet();
        // In the set before the look at closed: who closes looks in the set after setting it, so one sees the other.
        exchanges.add(exchange);
        Status refusal = refusal(head, open);
        if (refusal != null) {
            exchange.client().cancel(refusal);
        } else if (!head.kind().hasSingleRequest() && exchange.claimAnnouncement()) {
            exchange.server().signal();
        }
        return exchange.client();
    }

    private @Nullable Status refusal(RequestHead head, int open) {
        Status reason = closed;
        if (reason != null) {
            return StatusCode.UNAVAILABLE.withMessage("the connection to " + peer() + " is closed: " + reason);
        }
        if (draining) {
            return StatusCode.UNAVAILABLE.withMessage(
                    "the connection to " + peer() + " is draining and takes no more calls");
        }
        if (open > limits().maxConcurrentCalls()) {
            return StatusCode.RESOURCE_EXHAUSTED.withMessage("call " + open + " at once on the connection to " + peer()
                    + " exceeds maxConcurrentCalls " + limits().maxConcurrentCalls());
        }
        return limits().refusalOf(head.metadata(), "request metadata");
    }

    /** Tells the server of a call. */
    StreamListener accept(ServerEnd stream, RequestHead head) {
        return Objects.requireNonNull(server, "accepted before ready").onStream(stream, head);
    }

    void callEnded() {
        openCalls.decrementAndGet();
    }

    void remove(Exchange exchange) {
        exchanges.remove(exchange);
        if (draining || closed != null) {
            signal();
        }
    }

    void messageHeld() {
        transport.messageHeld();
    }

    void messageFreed() {
        transport.messageFreed();
    }

    @Override
    public void drain() {
        draining = true;
        signal();
    }

    @Override
    public void close(Status reason) {
        close(reason, true);
    }

    private void close(Status reason, boolean byClient) {
        if (CLOSED.compareAndSet(this, null, reason)) {
            for (Exchange exchange : exchanges) {
                exchange.cut(reason, byClient);
            }
            signal();
        }
    }

    /** There may be something to tell. Called first by the transport, which begins the handshake. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            Nesting.run(this);
        }
    }

    /** Has the turn: tells what there is, until no signal came meanwhile. */
    @Override
    public void run() {
        int answered;
        do {
            answered = signals.get();
            tellAll();
        } while (signals.addAndGet(-answered) != 0);
    }

    private void tellAll() {
        if (server == null && closed == null) {
            accept();
        }
        if (!isReady && closed == null) {
            isReady = true;
            Nesting.guard(() -> client.onReady(this));
        }
        if (serverDrains && !hasToldDraining && closed == null) {
            hasToldDraining = true;
            Nesting.guard(client::onDraining);
        }
        if (draining && closed == null && exchanges.isEmpty()) {
            close(StatusCode.UNAVAILABLE.withMessage("the connection to " + peer() + " was drained"), true);
        }
        Status reason = closed;
        if (reason != null && !hasToldEnd && exchanges.isEmpty()) {
            hasToldEnd = true;
            transport.remove(this);
            tellEnd(reason);
        }
    }

    private void accept() {
        try {
            server = port.acceptor().onConnection(accepted);
        } catch (Throwable thrown) {
            log.error("The acceptor at {} threw, which none may; the connection is closed.", peer(), thrown);
            close(StatusCode.INTERNAL.withMessage("the acceptor at " + peer() + " threw"), false);
        }
    }

    private void tellEnd(Status how) {
        // The cause stays with the closer's streams; what goes to both sides does not carry it.
        Status reason = how.withCause(null);
        ServerConnectionListener listener = server;
        if (listener != null) {
            Nesting.guard(() -> listener.onClosed(reason));
        }
        Nesting.guard(() -> client.onClosed(reason));
    }

    /** The connection as the server has it. */
    private final class Accepted implements Connection {
        @Override
        public SocketAddress peer() {
            return clientAddress;
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public void drain() {
            serverDrains = true;
            Link.this.drain();
        }

        @Override
        public void close(Status reason) {
            Link.this.close(reason, false);
        }
    }
}
