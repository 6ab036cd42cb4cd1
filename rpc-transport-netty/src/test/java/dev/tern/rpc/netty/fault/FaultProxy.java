package dev.tern.rpc.netty.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bad network between a client and a server: a TCP proxy on the loopback address that delays, splits, slows down and cuts
 * what passes. What is left to chance comes from a seed: the n-th connection with the same seed has the same chunks, each as
 * late as the other time.
 *
 * <p>All of it happens on one daemon thread. Methods may be called from any thread, and what they ask for is done when they
 * return. Close it when done: connections are reset, and the thread has ended when that returns.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final int BACKLOG = 1_024;

    /** A fault that strikes the connection which passes the last of so many bytes. */
    private static final class Trap {
        final Direction direction;
        final Fault fault;
        final CompletableFuture<Void> struck = new CompletableFuture<>();

        /** On the proxy's thread. */
        long bytesLeft;

        Trap(Direction direction, long bytesLeft, Fault fault) {
            this.direction = direction;
            this.bytesLeft = bytesLeft;
            this.fault = fault;
        }
    }

    private final SocketAddress target;
    private final long seed;
    private final Link toServer;
    private final Link toClient;
    private final Selector selector;
    private final InetSocketAddress address;
    private final Thread thread;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Relay.Owner traps = new Traps();
    private final AtomicLong bytesToServer = new AtomicLong();
    private final AtomicLong bytesToClient = new AtomicLong();

    /** By {@link Direction#ordinal}. */
    private final AtomicIntegerArray mostUnderWay = new AtomicIntegerArray(Direction.values().length);

    /** Set once by {@link #close}; read by the proxy's thread. */
    private volatile boolean closing;

    // From here on: the proxy's thread only, once that runs.

    private final List<ProxiedConnection> connections = new ArrayList<>();
    private @Nullable ServerSocketChannel port;
    private @Nullable Trap trap;
    private boolean swallowsNew;
    private long accepted;

    private FaultProxy(SocketAddress at, SocketAddress target, long seed, Link toServer, Link toClient)
            throws IOException {
        this.target = target;
        this.seed = seed;
        this.toServer = toServer;
        this.toClient = toClient;
        this.selector = Selector.open();
        this.address = listen(at);
        this.thread = new Thread(this::run, "fault-proxy-" + address.getPort());
        thread.setDaemon(true);
        thread.start();
    }

    /** A proxy that passes everything on until told otherwise. */
    public static FaultProxy to(SocketAddress target) {
        return to(target, 0, Link.CLEAR, Link.CLEAR);
    }

    /** A proxy at a free port. */
    public static FaultProxy to(SocketAddress target, long seed, Link toServer, Link toClient) {
        try {
            return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), target, seed, toServer, toClient);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A proxy at an address.
     *
     * @throws IOException if that can't be listened at
     */
    public static FaultProxy at(SocketAddress at, SocketAddress target, long seed, Link toServer, Link toClient)
            throws IOException {
        return new FaultProxy(at, target, seed, toServer, toClient);
    }

    /** Where clients connect to. */
    public InetSocketAddress address() {
        return address;
    }

    /** How many connections there are, those in a black hole included. */
    public int connections() {
        return order(connections::size);
    }

    /** How many bytes were passed on so far. */
    public long passed(Direction direction) {
        return counter(direction).get();
    }

    /** The most bytes that one connection ever had under way at a time: what its sender dares to send before it hears back. */
    public int mostUnderWay(Direction direction) {
        return mostUnderWay.get(direction.ordinal());
    }

    /** Has a fault strike all connections there are. The direction counts for a half-close only. */
    public void strike(Fault fault, Direction direction) {
        order(() -> {
            connections.forEach(connection -> connection.strike(fault, direction));
            return null;
        });
    }

    /**
     * Has a fault strike a connection when so many more bytes have passed in a direction, on whichever connections. It
     * replaces one that has not struck yet.
     *
     * @return completes when it has struck
     */
    public CompletableFuture<Void> strikeAfter(Direction direction, long bytes, Fault fault) {
        if (bytes < 1) {
            throw new IllegalArgumentException(bytes + " bytes can't pass before a fault strikes; strike at once");
        }
        Trap set = new Trap(direction, bytes, fault);
        order(() -> trap = set);
        return set.struck;
    }

    /** Nothing passes from here on, on the connections there are and on new ones, which are accepted. */
    public void swallowEverything() {
        strike(Fault.BLACK_HOLE, Direction.TO_SERVER);
        order(() -> swallowsNew = true);
    }

    /** Connections that were swallowed stay so; new ones pass again. */
    public void passNewConnections() {
        order(() -> swallowsNew = false);
    }

    /** New connections are refused from here on; those there are go on. */
    public void refuseConnections() {
        order(() -> {
            closePort();
            return null;
        });
    }

    /** New connections are accepted again. */
    public void acceptConnections() {
        order(() -> {
            if (port == null) {
                try {
                    listen(address);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return null;
        });
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        if (thread.isAlive()) {
            throw new AssertionError(thread + " has not ended after " + PATIENCE_SECONDS + " s");
        }
    }

    private InetSocketAddress listen(SocketAddress at) throws IOException {
        ServerSocketChannel opened = ServerSocketChannel.open();
        try {
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.setOption(StandardSocketOptions.SO_RCVBUF, toServer.bufferBytes());
            opened.bind(at, BACKLOG);
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        port = opened;
        return (InetSocketAddress) opened.getLocalAddress();
    }

    private void run() {
        try (selector) {
            while (!closing) {
                select();
                for (Runnable next = orders.poll(); next != null; next = orders.poll()) {
                    next.run();
                }
                accept();
                long now = System.nanoTime();
                connections.forEach(connection -> connection.run(now));
                connections.removeIf(ProxiedConnection::isOver);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connections.forEach(ProxiedConnection::reset);
            closePort();
        }
    }

    private void select() throws IOException {
        long due = Long.MAX_VALUE;
        for (ProxiedConnection connection : connections) {
            due = Math.min(due, connection.nextDueNanos());
        }
        long nanos = due - System.nanoTime();
        if (due == Long.MAX_VALUE) {
            selector.select();
        } else if (nanos <= 0) {
            selector.selectNow();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        }
        selector.selectedKeys().clear();
    }

    private void accept() throws IOException {
        for (SocketChannel client = next(); client != null; client = next()) {
            try {
                ProxiedConnection connection = new ProxiedConnection(
                        client, target, selector, toServer, toClient, 31 * seed + accepted++, traps);
                connections.add(connection);
                if (swallowsNew) {
                    connection.strike(Fault.BLACK_HOLE, Direction.TO_SERVER);
                }
            } catch (IOException gone) {
                // The client is gone again.
                client.close();
            }
        }
    }

    private @Nullable SocketChannel next() throws IOException {
        return port == null ? null : port.accept();
    }

    private void closePort() {
        try {
            if (port != null) {
                port.close();
                // The kernel has it free only when the selector has let go of it.
                selector.selectNow();
            }
        } catch (IOException | ClosedSelectorException gone) {
            // It was to be closed, and is.
        } finally {
            port = null;
        }
    }

    /** Has the proxy's thread do something, and waits for that. */
    private <T> T order(Supplier<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        orders.add(() -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException failure) {
                done.completeExceptionally(failure);
            }
        });
        selector.wakeup();
        try {
            return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(thread + " did not do as told", e);
        }
    }

    private AtomicLong counter(Direction direction) {
        return direction == Direction.TO_SERVER ? bytesToServer : bytesToClient;
    }

    /** Counts what passes, up to where the trap is. */
    private final class Traps implements Relay.Owner {
        @Override
        public int allowance(Direction direction, int bytes) {
            Trap set = trap;
            return set == null || set.direction != direction ? bytes : (int) Math.min(bytes, set.bytesLeft);
        }

        @Override
        public void underWay(Direction direction, int bytes) {
            mostUnderWay.accumulateAndGet(direction.ordinal(), bytes, Math::max);
        }

        @Override
        public boolean passed(Relay relay, int bytes) {
            counter(relay.direction).addAndGet(bytes);
            Trap set = trap;
            if (set == null || set.direction != relay.direction) {
                return true;
            }
            set.bytesLeft -= bytes;
            if (set.bytesLeft > 0) {
                return true;
            }
            trap = null;
            for (ProxiedConnection connection : connections) {
                if (connection.has(relay)) {
                    connection.strike(set.fault, set.direction);
                }
            }
            set.struck.complete(null);
            return false;
        }
    }
}
