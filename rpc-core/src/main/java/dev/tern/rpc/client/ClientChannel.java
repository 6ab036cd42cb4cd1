package dev.tern.rpc.client;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.Deadline;
import dev.tern.rpc.DrainReport;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A channel to a service: what stubs are made with. Connects when the first call needs it, and again when a connection is
 * lost and another call comes. Safe for any number of threads; make one per target and keep it.
 *
 * <p>Close it when done: that ends calls in flight and gives back threads and connections. {@link #drain} lets them end first.
 */
public final class ClientChannel implements Channel, AutoCloseable {
    private final ClientSettings settings;
    private final Transport transport;
    private final Timer timer;
    private final Channel intercepted;
    private final WaitingCalls waiting;
    private final Places places;
    private final AwaitedCredentials credentials;
    private final Resolution resolution;

    /** Every connection, for drain and close. */
    private final LiveConnections live = new LiveConnections();

    /** Guards the fields below, or changes of them; nobody else's code but the balancer's runs under it. */
    private final Object lock = new Object();

    private List<EndpointConnection> endpoints = List.of();
    private Life life = Life.OPEN;

    /** What was in flight when the channel closed; null until then. */
    private @Nullable DrainReport cut;

    /** How far a channel is; only ever moves forward. */
    private enum Life {
        /** Takes calls. */
        OPEN,
        /** Takes no new calls; those there are, waiting ones included, go on. */
        DRAINING,
        /** Connections take no more calls; those on them end. */
        DRAINED,
        /** Over. */
        CLOSED
    }

    ClientChannel(Transport transport, Resolver resolver, ClientSettings settings) {
        this.transport = transport;
        this.settings = settings;
        this.timer = Timer.start("tern-client-timer");
        this.waiting = new WaitingCalls(settings.maxWaitingCalls());
        this.credentials = new AwaitedCredentials(settings, waiting);
        this.resolution = new Resolution(resolver, timer, settings.backoff(), new FoundEndpoints());
        this.places = new Places(new ForPlaces(), waiting);
        this.intercepted = ClientInterceptor.compose(new Calls(), settings.interceptors());
    }

    /** A channel with default settings over a transport that others may use too. */
    public static ClientChannel over(Transport transport, SocketAddress address) {
        return builder(transport, FixedResolver.of(address)).build();
    }

    /**
     * A builder.
     *
     * @param transport makes the connections; not closed with the channel unless {@link ClientChannelBuilder#closing} says
     *     so
     * @param resolver finds the endpoints; closed with the channel
     */
    public static ClientChannelBuilder builder(Transport transport, Resolver resolver) {
        return new ClientChannelBuilder(transport, resolver);
    }

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        return intercepted.newCall(method, options);
    }

    @Override
    public Executor executor() {
        return settings.executor();
    }

    @Override
    public long spinNanos() {
        return settings.spinNanos();
    }

    /**
     * Takes no new calls, which fail with UNAVAILABLE, lets those started before end for as long as given, then closes. Any
     * thread; a second drain waits with the first, and after {@link #close} there is nothing left to drain.
     *
     * @param grace how long calls may take; zero or more
     * @return what was there, and what was cut
     * @throws InterruptedException if the wait is interrupted; the channel is closed all the same
     */
    public DrainReport drain(Duration grace) throws InterruptedException {
        long until = System.nanoTime() + Deadline.nanosOf(grace);
        int connections = live.all().size();
        int calls = callsInFlight();
        try {
            enter(Life.DRAINING);
            waiting.awaitEmpty(until - System.nanoTime());
            enter(Life.DRAINED);
            endpoints().forEach(EndpointConnection::drain);
            live.awaitNone(until - System.nanoTime());
        } finally {
            close();
        }
        synchronized (lock) {
            DrainReport end = Objects.requireNonNull(cut);
            return new DrainReport(calls, end.callsCut(), connections, end.connectionsCut());
        }
    }

    /** Ends calls in flight and those that wait with UNAVAILABLE, closes connections, gives back threads. Idempotent. */
    @Override
    public void close() {
        List<EndpointConnection> open;
        DrainReport now = new DrainReport(0, callsInFlight(), 0, live.all().size());
        synchronized (lock) {
            if (life == Life.CLOSED) {
                return;
            }
            life = Life.CLOSED;
            cut = now;
            open = endpoints;
            endpoints = List.of();
            refreshReady();
        }
        waiting.takeAll().forEach(call -> call.end(closedStatus()));
        credentials.close(closedStatus());
        open.forEach(endpoint -> endpoint.close(closedStatus()));
        live.close(closedStatus());
        timer.close();
        settings.closings().forEach(Runnable::run);
    }

    /** Calls that are on a connection, or wait for one. */
    private int callsInFlight() {
        return live.calls() + waiting.size();
    }

    private void enter(Life next) {
        synchronized (lock) {
            if (life.compareTo(next) < 0) {
                life = next;
                refreshReady();
            }
        }
    }

    Timer timer() {
        return timer;
    }

    /** Where calls get their places on connections. */
    Places places() {
        return places;
    }

    /** Whether no call of the channel waits for a place. */
    boolean failsWhenFull() {
        return settings.whenFull() == WhenFull.FAIL;
    }

    /** Where calls wait for their credentials. */
    AwaitedCredentials credentials() {
        return credentials;
    }

    /** A call has ended that may be waiting. */
    void forget(ChannelCall<?, ?> call) {
        waiting.remove(call);
        credentials.forget(call);
    }

    /** What calls without a connection wait for: of several endpoints, the one that has come furthest. */
    Wait currentWait() {
        ReadyConnections full = places.serving();
        if (full != null) {
            return new Wait(CallPhase.QUEUED, "it waited for a place: " + full.describeFull());
        }
        Wait furthest = null;
        for (EndpointConnection endpoint : endpoints()) {
            Wait wait = endpoint.currentWait();
            if (wait != null && (furthest == null || wait.phase().compareTo(furthest.phase()) > 0)) {
                furthest = wait;
            }
        }
        if (furthest == null) {
            furthest = resolution.currentWait();
        }
        return furthest == null ? Wait.forNothing(settings.target()) : furthest;
    }

    private Life life() {
        synchronized (lock) {
            return life;
        }
    }

    private List<EndpointConnection> endpoints() {
        synchronized (lock) {
            return endpoints;
        }
    }

    private void connectOrFail() {
        Status reason = backoffReason();
        if (!reason.isOk()) {
            failFast(reason);
        }
        if (endpoints().isEmpty()) {
            resolution.ask();
        } else {
            endpoints().forEach(EndpointConnection::connect);
        }
    }

    private void failFast(Status reason) {
        Status status = StatusCode.UNAVAILABLE
                .withMessage("no connection to " + settings.target() + ": " + reason.message())
                .withCause(reason.cause().orElse(null));
        // Asked while calls wait: once none does, the endpoints may go idle and have no step to name.
        CallPhase phase = currentWait().phase();
        waiting.takeFailFast().forEach(call -> call.end(status, phase));
    }

    /** Why calls can't have a connection for now; OK if one is there, being made, or was not asked for. */
    private Status backoffReason() {
        Status reason = resolution.backoffReason();
        for (EndpointConnection endpoint : endpoints()) {
            reason = endpoint.backoffReason();
            if (reason.isOk()) {
                return Status.OK;
            }
        }
        return reason;
    }

    /** Called with the lock held, so that two changes at once don't leave the connections of the earlier one. */
    private void refreshReady() {
        List<CountedConnection> all = new ArrayList<>();
        for (EndpointConnection endpoint : endpoints) {
            CountedConnection connection = endpoint.ready();
            if (connection != null) {
                all.add(connection);
            }
        }
        boolean none = all.isEmpty() || life.compareTo(Life.DRAINED) >= 0;
        ReadyConnections now = none ? null : ReadyConnections.of(all, settings.balancer());
        places.on(now, life == Life.OPEN);
    }

    private Status closedStatus() {
        return StatusCode.UNAVAILABLE.withMessage(
                life() == Life.CLOSED
                        ? "the channel to " + settings.target() + " was closed by its owner"
                        : "the channel to " + settings.target() + " is closing, and takes no new calls");
    }

    /** Makes calls: what the innermost interceptor leads to. */
    private final class Calls implements Channel {
        @Override
        public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
            return switch (method.kind()) {
                case UNARY, ONE_WAY -> new SingleReplyCall<>(ClientChannel.this, method, options);
                case CLIENT_STREAMING, SERVER_STREAMING, BIDI_STREAMING ->
                    new StreamedReplyCall<>(ClientChannel.this, method, options);
            };
        }

        @Override
        public Executor executor() {
            return settings.executor();
        }

        @Override
        public long spinNanos() {
            return settings.spinNanos();
        }
    }

    /** What places ask of the channel. */
    private final class ForPlaces implements Places.Owner {
        @Override
        public boolean takesNewCalls() {
            return life() == Life.OPEN;
        }

        @Override
        public boolean takesCalls() {
            return life().compareTo(Life.DRAINED) < 0;
        }

        @Override
        public void connectOrFail() {
            ClientChannel.this.connectOrFail();
        }

        @Override
        public void leave(CountedConnection refusing) {
            endpoints().forEach(endpoint -> endpoint.leave(refusing));
            // The connection's own thread may have given it up just now, and not have come to say so.
            synchronized (lock) {
                refreshReady();
            }
        }

        @Override
        public Status closedStatus() {
            return ClientChannel.this.closedStatus();
        }
    }

    /** Hears what the resolver found. */
    private final class FoundEndpoints implements Resolution.Owner {
        @Override
        public void onEndpoints(List<Endpoint> found) {
            List<EndpointConnection> gone = new ArrayList<>();
            synchronized (lock) {
                if (life == Life.CLOSED) {
                    return;
                }
                List<EndpointConnection> kept = new ArrayList<>();
                for (Endpoint endpoint : found) {
                    kept.add(existing(endpoint));
                }
                gone.addAll(endpoints);
                gone.removeAll(kept);
                endpoints = List.copyOf(kept);
                refreshReady();
            }
            gone.forEach(EndpointConnection::drain);
            if (wantsConnection()) {
                endpoints().forEach(EndpointConnection::connect);
            }
        }

        @Override
        public void onFailure(Status reason) {
            if (endpoints().isEmpty()) {
                failFast(reason);
            }
        }

        @Override
        public boolean wantsConnection() {
            return !waiting.isEmpty();
        }

        private EndpointConnection existing(Endpoint endpoint) {
            for (EndpointConnection connection : endpoints) {
                if (connection.endpoint().equals(endpoint)) {
                    return connection;
                }
            }
            return new EndpointConnection(
                    endpoint,
                    transport,
                    timer,
                    settings.backoff(),
                    settings.maxCallsPerConnection(),
                    new ConnectionChanges());
        }
    }

    /** Hears how the connections are. */
    private final class ConnectionChanges implements EndpointConnection.Owner {
        @Override
        public void onChange() {
            synchronized (lock) {
                refreshReady();
            }
            if (places.serving() != null) {
                places.serveAll();
            } else if (wantsConnection()) {
                connectOrFail();
            }
        }

        @Override
        public void onLive(CountedConnection connection) {
            live.add(connection);
            if (life() == Life.CLOSED) {
                connection.close(closedStatus());
            }
        }

        @Override
        public void onGone(CountedConnection connection) {
            live.remove(connection);
        }

        @Override
        public void onRoom() {
            places.serveAll();
        }

        @Override
        public void onFailure(Status reason) {
            if (!backoffReason().isOk()) {
                failFast(reason);
                resolution.ask();
            }
        }

        @Override
        public boolean wantsConnection() {
            return !waiting.isEmpty();
        }
    }
}
