package dev.tern.rpc.server;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.DrainReport;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.transport.Connection;
import dev.tern.rpc.transport.ListeningPort;
import dev.tern.rpc.transport.RequestHead;
import dev.tern.rpc.transport.ServerConnectionListener;
import dev.tern.rpc.transport.ServerStream;
import dev.tern.rpc.transport.StreamListener;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A running server. Safe for any number of threads. Close it when done. */
public final class Server implements AutoCloseable {
    /** What calls end with that a closed server does not serve. */
    static final Status CLOSED = StatusCode.UNAVAILABLE.withMessage("the server was closed");

    private final MethodTable methods;
    private final int maxCallsInFlight;
    private final CallWatch watch;
    private final List<Runnable> closings;
    private final Timer timer;
    private final AtomicInteger callsInFlight = new AtomicInteger();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Set once, by who closes the server, to what is cut by that; null until then. */
    private final AtomicReference<@Nullable Cut> closing = new AtomicReference<>();

    /** What drains wait on until no connection is left. The lock guards no field. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition connectionClosed = lock.newCondition();

    /** Set when a drain begins, and never cleared: connections that come to be later are drained at once. */
    private volatile boolean draining;

    private final ListeningPort port;

    /** What was there when the server closed. */
    private record Cut(int calls, int connections) {}

    Server(
            Transport transport,
            SocketAddress address,
            MethodTable methods,
            int maxCallsInFlight,
            Timer timer,
            CallWatch watch,
            List<Runnable> closings)
            throws IOException {
        this.methods = methods;
        this.maxCallsInFlight = maxCallsInFlight;
        this.timer = timer;
        this.watch = watch;
        this.closings = closings;
        this.port = transport.listen(address, this::accept);
    }

    /**
     * A builder.
     *
     * @param transport accepts the connections; not closed with the server unless {@link ServerBuilder#closing} says so
     * @param address where to listen
     */
    public static ServerBuilder builder(Transport transport, SocketAddress address) {
        return new ServerBuilder(transport, address);
    }

    /** Where the server listens; the real port if port 0 was asked for. */
    public SocketAddress address() {
        return port.address();
    }

    /**
     * The port number the server listens on.
     *
     * @throws IllegalStateException if the transport has no ports
     */
    public int port() {
        if (port.address() instanceof InetSocketAddress inet) {
            return inet.getPort();
        }
        throw new IllegalStateException(port.address() + " has no port");
    }

    /** Calls that have come and not ended. */
    public int callsInFlight() {
        return callsInFlight.get();
    }

    /** Waits until the server is closed. */
    public void awaitTermination() throws InterruptedException {
        closed.await();
    }

    /**
     * Takes no more connections, tells clients to call elsewhere, lets calls in flight end for as long as given, then closes.
     * A call that comes before its client knows of the drain is still served; one that comes later is refused in a way that
     * has Tern's clients, and gRPC's, go elsewhere by themselves. Any thread; a second drain waits with the first, and after
     * {@link #close} there is nothing left to drain.
     *
     * @param grace how long calls in flight may take; zero or more
     * @return what was there, and what was cut
     * @throws InterruptedException if the wait is interrupted; the server is closed all the same
     */
    public DrainReport drain(Duration grace) throws InterruptedException {
        int calls = callsInFlight();
        int connectionsBefore = connections.size();
        draining = true;
        port.close();
        connections.forEach(Connection::drain);
        try {
            awaitNoConnection(Deadline.nanosOf(grace));
        } finally {
            close();
        }
        Cut cut = Objects.requireNonNull(closing.get());
        return new DrainReport(calls, cut.calls(), connectionsBefore, cut.connections());
    }

    private void awaitNoConnection(long graceNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = graceNanos;
            while (!connections.isEmpty() && left > 0) {
                left = connectionClosed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends at once: connections are closed, calls in flight are cancelled, threads given back. Idempotent. */
    @Override
    public void close() {
        if (!closing.compareAndSet(null, new Cut(callsInFlight(), connections.size()))) {
            return;
        }
        port.close();
        connections.forEach(this::closeConnection);
        timer.close();
        closings.forEach(Runnable::run);
        closed.countDown();
    }

    /** Who is told of the end of every call. */
    CallWatch watch() {
        return watch;
    }

    Timer timer() {
        return timer;
    }

    void callEnded() {
        callsInFlight.decrementAndGet();
    }

    private ServerConnectionListener accept(Connection connection) {
        connections.add(connection);
        if (isClosing()) {
            closeConnection(connection);
        } else if (draining) {
            connection.drain();
        }
        return new ServedConnection(connection);
    }

    private void closeConnection(Connection connection) {
        connection.close(CLOSED);
    }

    /** Whether calls that come now are too late. */
    boolean isClosing() {
        return closing.get() != null;
    }

    /** A connection some client made. */
    private final class ServedConnection implements ServerConnectionListener {
        private final Connection connection;

        ServedConnection(Connection connection) {
            this.connection = connection;
        }

        @Override
        public StreamListener onStream(ServerStream stream, RequestHead head) {
            if (isClosing()) {
                // The connection is told to close, and has not come to it.
                stream.refuse(CLOSED);
                watch.refused(head.method(), connection.peer(), CLOSED, timer.clock());
                return RefusedCall.INSTANCE;
            }
            MethodTable.Entry<?, ?> found = methods.find(head.method());
            if (found == null) {
                return refuse(stream, head, methods.unknown(head.method()));
            }
            MethodTable.Entry<?, ?> entry = found.in(head.encoding());
            if (entry == null) {
                return refuse(stream, head, found.unencoded(head.encoding()));
            }
            MethodKind declared = entry.method().kind();
            if (head.kind() != declared && head.kind() != MethodKind.BIDI_STREAMING) {
                return refuse(
                        stream,
                        head,
                        StatusCode.UNIMPLEMENTED.withMessage("method " + head.method() + " is " + declared
                                + " on the server and " + head.kind() + " on the client; their .proto files differ"));
            }
            if (callsInFlight.incrementAndGet() > maxCallsInFlight) {
                callEnded();
                return refuse(
                        stream,
                        head,
                        StatusCode.RESOURCE_EXHAUSTED.withMessage("the server has " + maxCallsInFlight
                                + " calls in flight, its maxCallsInFlight; try again later"));
            }
            return serve(entry, stream, head);
        }

        @Override
        public void onClosed(Status reason) {
            connections.remove(connection);
            lock.lock();
            try {
                connectionClosed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private <Q, R> StreamListener serve(MethodTable.Entry<Q, R> entry, ServerStream stream, RequestHead head) {
            switch (entry.method().kind()) {
                case UNARY, ONE_WAY -> {
                    UnaryServerCall<Q, R> call = new UnaryServerCall<>(Server.this, entry, stream, head, connection);
                    call.begin();
                    return call;
                }
                case CLIENT_STREAMING, SERVER_STREAMING, BIDI_STREAMING -> {
                    StreamingServerCall<Q, R> call =
                            new StreamingServerCall<>(Server.this, entry, stream, head, connection);
                    call.begin();
                    call.startUnlessSingleRequest();
                    return call;
                }
            }
            throw new AssertionError(entry.method().kind());
        }

        private StreamListener refuse(ServerStream stream, RequestHead head, Status status) {
            stream.close(status, Metadata.EMPTY);
            watch.refused(head.method(), connection.peer(), status, timer.clock());
            return RefusedCall.INSTANCE;
        }
    }
}
