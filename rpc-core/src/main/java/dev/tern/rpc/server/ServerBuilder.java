package dev.tern.rpc.server;

import dev.tern.rpc.call.CallReport;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.call.ServerInterceptor;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.concurrent.BoundedPool;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.concurrent.VirtualThreads;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a server. Not for several threads at once. */
public final class ServerBuilder {
    /** Handlers mostly wait for something; enough threads to keep a small machine busy while they do. */
    private static final int DEFAULT_HANDLER_THREADS = 64;

    /** About a tenth of a second's work of a busy server; what waits longer is better refused. */
    private static final int DEFAULT_HANDLER_QUEUE = 32_768;

    /** As many as wait and run, and as many again that are served elsewhere. */
    private static final int DEFAULT_MAX_CALLS_IN_FLIGHT = 65_536;

    private final Transport transport;
    private final SocketAddress address;
    private final List<ServiceBinding> services = new ArrayList<>();
    private final List<ServerInterceptor> interceptors = new ArrayList<>();
    private final List<Runnable> closings = new ArrayList<>();
    private final List<Consumer<CallReport>> watchers = new ArrayList<>();
    private int handlerThreads = DEFAULT_HANDLER_THREADS;
    private int handlerQueue = DEFAULT_HANDLER_QUEUE;
    private int maxCallsInFlight = DEFAULT_MAX_CALLS_IN_FLIGHT;
    private boolean virtualThreads;
    private boolean interrupts;
    private @Nullable Timer timer;
    private @Nullable Duration shutdownGrace;
    private @Nullable Executor executor;

    ServerBuilder(Transport transport, SocketAddress address) {
        this.transport = transport;
        this.address = address;
    }

    /** Adds a service. */
    public ServerBuilder add(ServiceBinding service) {
        services.add(Objects.requireNonNull(service, "service"));
        return this;
    }

    /** Adds interceptors before every handler, after those added before: the first one added is outermost. */
    public ServerBuilder intercept(ServerInterceptor... more) {
        interceptors.addAll(List.of(more));
        return this;
    }

    /**
     * The pool that handlers run on: so many daemon threads, and so many calls that wait for one; a call over that is
     * refused with RESOURCE_EXHAUSTED. In place of what was said before about where handlers run. Default: 64 threads,
     * 32,768 calls.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ServerBuilder handlerPool(int threads, int maxQueued) {
        handlerThreads = atLeastOne("handler threads", threads);
        handlerQueue = atLeastOne("handler queue", maxQueued);
        executor = null;
        virtualThreads = false;
        return this;
    }

    /**
     * Runs each call on a virtual thread of its own: handlers may block as long as they like, at next to no cost. There are
     * as many at a time as {@link #maxCallsInFlight}, those included that work on after their call was cancelled; one more is
     * refused with RESOURCE_EXHAUSTED. In place of what was said before about where handlers run.
     *
     * @throws UnsupportedOperationException below JDK 21
     */
    public ServerBuilder virtualThreads() {
        VirtualThreads.requireSupport();
        executor = null;
        virtualThreads = true;
        return this;
    }

    /** Runs handlers on this executor instead of a pool of the server's own; the server does not shut it down. */
    public ServerBuilder executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /** Runs handlers on the transport's threads: fastest, and only for handlers that never block. */
    public ServerBuilder directExecutor() {
        return executor(DirectExecutor.INSTANCE);
    }

    /**
     * Interrupts a handler's thread when nobody waits for it any more, because the client cancelled or is gone or the
     * deadline has passed; the call has ended by then, and what the handler makes of the interrupt is its own matter. The
     * interrupt does not outlast the handler: the thread's flag is cleared before it takes on other work. Default: handlers
     * are not interrupted, and find out by {@link dev.tern.rpc.call.CallContext#isCancelled} or {@code onCancel}. Not for
     * methods on {@link DirectExecutor}, whose threads belong to the transport; nor for events that a handler hears on an
     * executor of its own choice.
     */
    public ServerBuilder interruptOnCancel() {
        interrupts = true;
        return this;
    }

    /**
     * Drains the server when the JVM is told to end (SIGTERM, {@code System.exit}), for as long as given, then closes it. A
     * JVM that ends because its last thread has, or is killed, runs no such thing first. Default: calls in flight are cut.
     *
     * @param grace how long calls in flight may take, zero or more; less than what kills a JVM that does not end by itself
     *     allows (30 s with Kubernetes unless told otherwise)
     * @throws IllegalArgumentException if negative
     */
    public ServerBuilder drainOnShutdown(Duration grace) {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("drainOnShutdown " + grace + " must not be negative");
        }
        shutdownGrace = grace;
        return this;
    }

    /** Deadlines expire by this timer, which is closed with the server. For tests. */
    ServerBuilder timer(Timer timer) {
        this.timer = timer;
        return this;
    }

    /**
     * The most calls the whole server serves at a time; one more is refused with RESOURCE_EXHAUSTED. Default 65,536.
     *
     * @throws IllegalArgumentException if below 1
     */
    public ServerBuilder maxCallsInFlight(int maxCallsInFlight) {
        this.maxCallsInFlight = atLeastOne("maxCallsInFlight", maxCallsInFlight);
        return this;
    }

    /**
     * Has someone told how each call went, exactly once, when it has ended: for metrics and access logs. Told of every call
     * that reaches the server, those too that are refused before any interceptor sees them, as of unknown methods and over a
     * limit of the server; not of what the transport refuses, as over a limit of the connection. Runs on whichever thread
     * ends the call, often the transport's, and must not block; what it throws is logged. May be given several times.
     * Default: nobody, and then calls take no time for it.
     */
    public ServerBuilder onCallEnd(Consumer<CallReport> watcher) {
        watchers.add(Objects.requireNonNull(watcher, "watcher"));
        return this;
    }

    /** Has something done when the server is closed, last: a transport made for this server alone is closed so. */
    public ServerBuilder closing(Runnable action) {
        closings.add(Objects.requireNonNull(action, "action"));
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws IOException if the address can't be listened at; the message names it
     * @throws IllegalArgumentException if a service was added twice
     * @throws IllegalStateException if {@link #drainOnShutdown} was asked for and the JVM is ending already
     */
    public Server start() throws IOException {
        List<Runnable> atClose = new ArrayList<>();
        Executor serving = executor == null ? ownExecutor(atClose) : executor;
        atClose.addAll(closings);
        MethodTable methods = new MethodTable(services, interceptors, serving, interrupts);
        ShutdownDrain onShutdown = shutdownGrace == null ? null : new ShutdownDrain(shutdownGrace);
        if (onShutdown != null) {
            atClose.add(onShutdown::forget);
        }
        Timer by = timer == null ? Timer.start("tern-server-timer") : timer;
        CallWatch watch = new CallWatch(List.copyOf(watchers));
        Server server = new Server(transport, address, methods, maxCallsInFlight, by, watch, List.copyOf(atClose));
        if (onShutdown != null) {
            onShutdown.watch(server);
        }
        return server;
    }

    private Executor ownExecutor(List<Runnable> atClose) {
        if (virtualThreads) {
            VirtualThreads threads = VirtualThreads.named("tern-handler", maxCallsInFlight, "maxCallsInFlight");
            atClose.add(threads::shutdown);
            return threads;
        }
        BoundedPool pool = BoundedPool.of("tern-handler", handlerThreads, handlerQueue, "handlerPool");
        atClose.add(pool::shutdown);
        return pool;
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " " + value + " must be at least 1");
        }
        return value;
    }
}
