package dev.tern.rpc.inprocess;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.transport.ConnectionAcceptor;
import dev.tern.rpc.transport.ConnectionListener;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Carries calls between objects of one program, by direct calls: for tests of a service as its clients see it, and for
 * parts of a program that talk as if they were apart. Addresses are {@link InProcessAddress}es, known within one
 * transport object only; client and server must share it.
 *
 * <p>Threads: it has none. An event is told on the thread that caused it, mostly one of the other side, inside the call
 * that caused it: a {@code send} may run the other side's {@code onMessage}, a {@code cancel} this side's
 * {@code onClosed}, {@code request} and {@code decode} whatever they make way for. If another thread is telling an event
 * of the same stream just then, it tells this one too, afterwards. Events of one stream never overlap; calls on one
 * connection are announced to the server ({@code onStream}) by as many threads at once as there are clients. Events that
 * cause one another do not use up the stack: those nested more than 16 deep wait until the ones above have returned.
 *
 * <p>Messages: if the marshaller of the sender says {@link dev.tern.rpc.Marshaller#hasImmutableMessages} and that of the
 * receiver too, of the same type, the receiver is given the very object. It has no size then: {@code maxMessageBytes}
 * and {@code windowBytes} do not apply to it, {@code windowMessages} does. Other messages go through bytes as on any
 * wire.
 *
 * <p>Limits, which both sides obey as senders: {@link Builder}. Reply metadata or trailers over the limit end the call
 * with RESOURCE_EXHAUSTED on both sides.
 *
 * <p>A client's cancel reaches the server as CANCELLED from the peer, whatever its status; if that was another code, it
 * is in the message. The close of a connection reaches both sides with the closer's status, and the end of a drained one
 * with UNAVAILABLE. Deadlines are passed on and otherwise left to those above.
 */
public final class InProcessTransport implements Transport {
    /** The longest message that goes as bytes, unless set otherwise: 4 MiB, as gRPC has it. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 4 << 20;

    /** The most metadata at once, unless set otherwise: 8 KiB, as gRPC has it. */
    public static final int DEFAULT_MAX_METADATA_BYTES = 8 << 10;

    /** The most calls at once on a connection, unless set otherwise: far above sane use, but finite. */
    public static final int DEFAULT_MAX_CONCURRENT_CALLS = 65_536;

    /** The unread messages at which a stream's sender is not ready, unless set otherwise. */
    public static final int DEFAULT_WINDOW_MESSAGES = 64;

    /** The unread bytes at which a stream's sender is not ready, unless set otherwise: 64 KiB, HTTP/2's first window. */
    public static final int DEFAULT_WINDOW_BYTES = 64 << 10;

    private static final Status TRANSPORT_CLOSED =
            StatusCode.UNAVAILABLE.withMessage("the in-process transport is closed");

    private final Limits limits;
    private final ConcurrentMap<InProcessAddress, NamedPort> ports = new ConcurrentHashMap<>();

    /** Connections of which a side has not heard the end. */
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    private final AtomicInteger connectionsMade = new AtomicInteger();
    private final LongAdder heldMessages = new LongAdder();

    /** Set by {@link #close}, and never cleared. */
    private volatile boolean closed;

    private InProcessTransport(Limits limits) {
        this.limits = limits;
    }

    /** A transport with the default limits. */
    public static InProcessTransport create() {
        return builder().build();
    }

    /** A transport with limits of one's choice; each has a default. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * <p>The listener, and the acceptor before it, hear on this thread before this method returns. It hears UNAVAILABLE
     * if nobody listens at the address or the transport is closed, and INVALID_ARGUMENT if it is not an
     * {@link InProcessAddress}.
     */
    @Override
    public void connect(SocketAddress address, ConnectionListener listener) {
        NamedPort port = address instanceof InProcessAddress ? ports.get(address) : null;
        if (port == null || closed) {
            Status reason = unreachable(address);
            Nesting.run(() -> listener.onClosed(reason));
            return;
        }
        Link link = new Link(this, port, connectionsMade.incrementAndGet(), listener);
        // In the set before the look at closed: who closes looks in the set after setting it, so one sees the other.
        links.add(link);
        if (closed) {
            link.close(TRANSPORT_CLOSED);
        } else {
            link.signal();
        }
    }

    private Status unreachable(SocketAddress address) {
        if (closed) {
            return TRANSPORT_CLOSED;
        }
        return address instanceof InProcessAddress
                ? StatusCode.UNAVAILABLE.withMessage("nobody listens at " + address)
                : StatusCode.INVALID_ARGUMENT.withMessage(
                        "the in-process transport connects to an InProcessAddress only, not to " + address);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IOException if somebody listens at the address, it is not an {@link InProcessAddress}, or the transport is
     *     closed
     */
    @Override
    public ListeningPort listen(SocketAddress address, ConnectionAcceptor acceptor) throws IOException {
        if (!(address instanceof InProcessAddress name)) {
            throw new IOException("the in-process transport listens at an InProcessAddress only, not at " + address);
        }
        NamedPort port = new NamedPort(name, acceptor, ports);
        if (ports.putIfAbsent(name, port) != null) {
            throw new IOException("somebody listens at " + name + " already");
        }
        if (closed) {
            port.close();
            throw new IOException("cannot listen at " + name + ": the in-process transport is closed");
        }
        return port;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Calls and connections end with UNAVAILABLE. Does not wait for listeners that another thread is in: they hear of
     * it there when their current event is over.
     */
    @Override
    public void close() {
        closed = true;
        ports.clear();
        for (Link link : links) {
            link.close(TRANSPORT_CLOSED);
        }
    }

    /**
     * How many streams have a side that has not ended, on all connections; exact when nothing is going on. For tests: a
     * call that is over on both sides is not counted, even if a listener has yet to hear of it.
     */
    public int liveStreams() {
        int live = 0;
        for (Link link : links) {
            live += link.openCalls();
        }
        return live;
    }

    /**
     * How many messages were sent and neither decoded nor discarded, delivered or not; exact when nothing is going on.
     * For tests: what is left when all calls are over was leaked by a receiver.
     */
    public long heldMessages() {
        return heldMessages.sum();
    }

    Limits limits() {
        return limits;
    }

    void messageHeld() {
        heldMessages.increment();
    }

    void messageFreed() {
        heldMessages.decrement();
    }

    void remove(Link link) {
        links.remove(link);
    }

    /** The limits of a transport. Each has a default, and must be at least 1. Not for several threads at once. */
    public static final class Builder {
        private int maxMessageBytes = DEFAULT_MAX_MESSAGE_BYTES;
        private int maxMetadataBytes = DEFAULT_MAX_METADATA_BYTES;
        private int maxConcurrentCalls = DEFAULT_MAX_CONCURRENT_CALLS;
        private int windowMessages = DEFAULT_WINDOW_MESSAGES;
        private int windowBytes = DEFAULT_WINDOW_BYTES;

        private Builder() {}

        /** The longest message that goes as bytes; sending a longer one throws RESOURCE_EXHAUSTED. Default 4 MiB. */
        public Builder maxMessageBytes(int bytes) {
            this.maxMessageBytes = bytes;
            return this;
        }

        /**
         * The most metadata at once, as {@link Metadata#measuredBytes} counts: with a request, with a reply's head, with
         * its status. More ends the call with RESOURCE_EXHAUSTED. Default 8 KiB.
         */
        public Builder maxMetadataBytes(int bytes) {
            this.maxMetadataBytes = bytes;
            return this;
        }

        /** The most calls at once on a connection; more are refused with RESOURCE_EXHAUSTED. Default 65,536. */
        public Builder maxConcurrentCalls(int calls) {
            this.maxConcurrentCalls = calls;
            return this;
        }

        /**
         * Messages of one direction of a stream that were not decoded or discarded, at which its sender is not ready; it
         * is again at half of them. Default 64.
         */
        public Builder windowMessages(int messages) {
            this.windowMessages = messages;
            return this;
        }

        /**
         * Bytes of one direction of a stream that were not decoded or discarded, at which its sender is not ready; it is
         * again at half of them. Default 64 KiB.
         */
        public Builder windowBytes(int bytes) {
            this.windowBytes = bytes;
            return this;
        }

        /**
         * A transport with these limits.
         *
         * @throws IllegalArgumentException if a limit is less than 1, naming it
         */
        public InProcessTransport build() {
            return new InProcessTransport(
                    new Limits(maxMessageBytes, maxMetadataBytes, maxConcurrentCalls, windowMessages, windowBytes));
        }
    }
}
