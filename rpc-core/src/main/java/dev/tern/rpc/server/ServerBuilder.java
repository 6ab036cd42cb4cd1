package dev.tern.rpc.server;

import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.call.ServerInterceptor;
import dev.tern.rpc.call.ServiceBinding;
import dev.tern.rpc.concurrent.BoundedPool;
import dev.tern.rpc.transport.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
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
    private int handlerThreads = DEFAULT_HANDLER_THREADS;
    private int handlerQueue = DEFAULT_HANDLER_QUEUE;
    private int maxCallsInFlight = DEFAULT_MAX_CALLS_IN_FLIGHT;
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
     * refused with RESOURCE_EXHAUSTED. Default: 64 threads, 32,768 calls.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public ServerBuilder handlerPool(int threads, int maxQueued) {
        handlerThreads = atLeastOne("handler threads", threads);
        handlerQueue = atLeastOne("handler queue", maxQueued);
        executor = null;
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
     * The most calls the whole server serves at a time; one more is refused with RESOURCE_EXHAUSTED. Default 65,536.
     *
     * @throws IllegalArgumentException if below 1
     */
    public ServerBuilder maxCallsInFlight(int maxCallsInFlight) {
        this.maxCallsInFlight = atLeastOne("maxCallsInFlight", maxCallsInFlight);
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
     */
    public Server start() throws IOException {
        List<Runnable> atClose = new ArrayList<>();
        Executor serving = executor;
        if (serving == null) {
            BoundedPool pool = BoundedPool.of("tern-handler", handlerThreads, handlerQueue);
            atClose.add(pool::shutdown);
            serving = pool;
        }
        atClose.addAll(closings);
        MethodTable methods = new MethodTable(services, interceptors, serving);
        return new Server(transport, address, methods, maxCallsInFlight, List.copyOf(atClose));
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " " + value + " must be at least 1");
        }
        return value;
    }
}
