package dev.tern.rpc.client;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.balance.Balancer;
import dev.tern.rpc.call.CallCredentials;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.DirectExecutor;
import dev.tern.rpc.concurrent.BoundedPool;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a channel. Not for several threads at once. */
public final class ClientChannelBuilder {
    /** Callbacks rarely block, and then few at a time; threads with nothing to do go away. */
    private static final long MIN_SPIN_NANOS = 1_000;

    private static final long MAX_SPIN_NANOS = 1_000_000_000;
    private static final int CALLBACK_THREADS = 16;

    /** Past this many callbacks due, they run on the transport's threads, which slows the peer down. */
    private static final int CALLBACK_QUEUE = 65_536;

    /** A burst at start-up fits; calls for a server that stays away don't pile up for ever. */
    private static final int DEFAULT_MAX_WAITING_CALLS = 16_384;

    /** As many as a Tern server lets a connection have unless told otherwise; beyond, calls only take memory. */
    private static final int DEFAULT_MAX_CALLS_PER_CONNECTION = 16_384;

    private final Transport transport;
    private final Resolver resolver;
    private final List<ClientInterceptor> interceptors = new ArrayList<>();
    private final List<Runnable> closings = new ArrayList<>();
    private @Nullable String authority;
    private @Nullable Executor executor;
    private Balancer balancer = Balancer.PICK_FIRST;
    private Backoff backoff = Backoff.DEFAULT;
    private int maxWaitingCalls = DEFAULT_MAX_WAITING_CALLS;
    private int maxCallsPerConnection = DEFAULT_MAX_CALLS_PER_CONNECTION;
    private long spinNanos;
    private WhenFull whenFull = WhenFull.WAIT;

    ClientChannelBuilder(Transport transport, Resolver resolver) {
        this.transport = transport;
        this.resolver = resolver;
    }

    /** Whom the channel means to reach, as {@link CallCredentials} are told: {@code host:port}. Default: the resolver's target. */
    public ClientChannelBuilder authority(String authority) {
        this.authority = Objects.requireNonNull(authority, "authority");
        return this;
    }

    /**
     * Runs callbacks of asynchronous calls on this executor. Default: a pool of the channel's own, of at most 16 daemon
     * threads with 65,536 tasks waiting. Blocking stubs need none: they run on the caller's thread.
     */
    public ClientChannelBuilder executor(Executor executor) {
        this.executor = Objects.requireNonNull(executor, "executor");
        return this;
    }

    /** Runs callbacks on the transport's threads: fastest, and only for callbacks that never block. */
    public ClientChannelBuilder directExecutor() {
        return executor(DirectExecutor.INSTANCE);
    }

    /** Adds interceptors before every call, after those added before: the first one added is outermost. */
    public ClientChannelBuilder intercept(ClientInterceptor... more) {
        interceptors.addAll(List.of(more));
        return this;
    }

    /** How calls are spread over endpoints. Default {@link Balancer#PICK_FIRST}. */
    public ClientChannelBuilder balance(Balancer balancer) {
        this.balancer = Objects.requireNonNull(balancer, "balancer");
        return this;
    }

    /** How long to wait between attempts to connect. Default {@link Backoff#DEFAULT}: 100 ms, doubling to 10 s. */
    public ClientChannelBuilder backoff(Backoff backoff) {
        this.backoff = Objects.requireNonNull(backoff, "backoff");
        return this;
    }

    /**
     * How many calls may wait for a connection, or for a place on one; one more fails with RESOURCE_EXHAUSTED. Default 16,384.
     *
     * @throws IllegalArgumentException if below 1
     */
    public ClientChannelBuilder maxWaitingCalls(int maxWaitingCalls) {
        this.maxWaitingCalls = atLeastOne("maxWaitingCalls", maxWaitingCalls);
        return this;
    }

    /**
     * How many calls there are on one connection at a time; where its server allows fewer, that holds. When all connections
     * have as many, a call waits for its turn, first come, first served, within its deadline and {@link #maxWaitingCalls};
     * those with {@link WhenFull#FAIL} end with RESOURCE_EXHAUSTED instead. Default 16,384.
     *
     * @throws IllegalArgumentException if below 1
     */
    public ClientChannelBuilder maxCallsPerConnection(int maxCallsPerConnection) {
        this.maxCallsPerConnection = atLeastOne("maxCallsPerConnection", maxCallsPerConnection);
        return this;
    }

    /**
     * What all calls of the channel do when its connections have as many as they may: with {@link WhenFull#FAIL} they end at
     * once, whatever their options say. Default {@link WhenFull#WAIT}: as their options say.
     */
    public ClientChannelBuilder whenFull(WhenFull whenFull) {
        this.whenFull = Objects.requireNonNull(whenFull, "whenFull");
        return this;
    }

    /**
     * Has threads that wait in a blocking stub for a single reply look for it for so long before they sleep: waking a thread
     * takes a good part of a short call's time. Each such thread takes a core meanwhile. Default: they sleep at once.
     *
     * @param spin from 1 µs to 1 s
     * @throws IllegalArgumentException if out of this range
     */
    public ClientChannelBuilder busyPoll(Duration spin) {
        long nanos = Deadline.nanosOf(spin);
        if (nanos < MIN_SPIN_NANOS || nanos > MAX_SPIN_NANOS) {
            throw new IllegalArgumentException("busyPoll of " + spin + " is not between 1 µs and 1 s");
        }
        spinNanos = nanos;
        return this;
    }

    /** Has something done when the channel is closed, last: a transport made for this channel alone is closed so. */
    public ClientChannelBuilder closing(Runnable action) {
        closings.add(Objects.requireNonNull(action, "action"));
        return this;
    }

    /** The channel. It connects with the first call. */
    public ClientChannel build() {
        Executor callbacks = executor;
        List<Runnable> atClose = new ArrayList<>(List.of(resolver::close));
        if (callbacks == null) {
            BoundedPool pool =
                    BoundedPool.of("tern-callback", CALLBACK_THREADS, CALLBACK_QUEUE, "the channel's default executor");
            atClose.add(pool::shutdown);
            callbacks = pool;
        }
        atClose.addAll(closings);
        ClientSettings settings = new ClientSettings(
                resolver.target(),
                authority == null ? resolver.target() : authority,
                callbacks,
                balancer,
                backoff,
                maxWaitingCalls,
                maxCallsPerConnection,
                whenFull,
                spinNanos,
                List.copyOf(interceptors),
                List.copyOf(atClose));
        return new ClientChannel(transport, resolver, settings);
    }

    private static int atLeastOne(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " " + value + " must be at least 1");
        }
        return value;
    }
}
