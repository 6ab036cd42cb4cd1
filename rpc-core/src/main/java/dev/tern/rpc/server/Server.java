package dev.tern.rpc.server;

import dev.tern.rpc.Deadline;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A running server. Safe for any number of threads. Close it when done. */
public final class Server implements AutoCloseable {
    /** What calls end with that a closed server does not serve. */
    static final Status CLOSED = StatusCode.UNAVAILABLE.withMessage("the server was closed");

    private final MethodTable methods;
    private final int maxCallsInFlight;
    private final List<Runnable> closings;
    private final Timer timer = Timer.start("tern-server-timer");
    private final AtomicInteger callsInFlight = new AtomicInteger();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Gets a permit whenever a connection closes: what a drain waits for. */
    private final Semaphore connectionClosed = new Semaphore(0);

    private final ListeningPort port;

    Server(
            Transport transport,
            SocketAddress address,
            MethodTable methods,
            int maxCallsInFlight,
            List<Runnable> closings)
            throws IOException {
        this.methods = methods;
        this.maxCallsInFlight = maxCallsInFlight;
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
     * Takes no more connections and calls, lets those in flight end for as long as given, then closes.
     *
     * @param grace how long calls in flight may take
     * @return whether all ended by themselves
     * @throws InterruptedException if the wait is interrupted; the server is closed all the same
     */
    public boolean drain(Duration grace) throws InterruptedException {
        port.close();
        connections.forEach(Connection::drain);
        long until = System.nanoTime() + Deadline.nanosOf(grace);
        try {
            while (!connections.isEmpty()) {
                if (!connectionClosed.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return connections.isEmpty();
                }
            }
            return true;
        } finally {
            close();
        }
    }

    /** Ends at once: connections are closed, calls in flight are cancelled, threads given back. Idempotent. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        port.close();
        connections.forEach(this::closeConnection);
        timer.close();
        closings.forEach(Runnable::run);
        closed.countDown();
    }

    Timer timer() {
        return timer;
    }

    void callEnded() {
        callsInFlight.decrementAndGet();
    }

    private ServerConnectionListener accept(Connection connection) {
        connections.add(connection);
        if (closing.get()) {
            closeConnection(connection);
        }
        return new ServedConnection(connection);
    }

    private void closeConnection(Connection connection) {
        connection.close(CLOSED);
    }

    /** Whether calls that come now are too late. */
    boolean isClosing() {
        return closing.get();
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
                return RefusedCall.INSTANCE;
            }
            MethodTable.Entry<?, ?> found = methods.find(head.method());
            if (found == null) {
                return refuse(stream, methods.unknown(head.method()));
            }
            MethodTable.Entry<?, ?> entry = found.in(head.encoding());
            if (entry == null) {
                return refuse(stream, found.unencoded(head.encoding()));
            }
            MethodKind declared = entry.method().kind();
            if (head.kind() != declared && head.kind() != MethodKind.BIDI_STREAMING) {
                return refuse(
                        stream,
                        StatusCode.UNIMPLEMENTED.withMessage("method " + head.method() + " is " + declared
                                + " on the server and " + head.kind() + " on the client; their .proto files differ"));
            }
            if (callsInFlight.incrementAndGet() > maxCallsInFlight) {
                callEnded();
                return refuse(
                        stream,
                        StatusCode.RESOURCE_EXHAUSTED.withMessage("the server has " + maxCallsInFlight
                                + " calls in flight, its maxCallsInFlight; try again later"));
            }
            return serve(entry, stream, head);
        }

        @Override
        public void onClosed(Status reason) {
            connections.remove(connection);
            connectionClosed.release();
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

        private StreamListener refuse(ServerStream stream, Status status) {
            stream.close(status, Metadata.EMPTY);
            return RefusedCall.INSTANCE;
        }
    }
}
