package dev.tern.rpc.client;

import dev.tern.rpc.CallPhase;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Origin;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.balance.Picker;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.concurrent.SerialQueue;
import dev.tern.rpc.concurrent.Timer;
import dev.tern.rpc.resolve.Endpoint;
import dev.tern.rpc.resolve.FixedResolver;
import dev.tern.rpc.resolve.Resolver;
import dev.tern.rpc.transport.ClientConnection;
import dev.tern.rpc.transport.Transport;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A channel to a service: what stubs are made with. Connects when the first call needs it, and again when a connection is
 * lost and another call comes. Safe for any number of threads; make one per target and keep it.
 *
 * <p>Close it when done: that ends calls in flight and gives back threads and connections.
 */
public final class ClientChannel implements Channel, AutoCloseable {
    private final ClientSettings settings;
    private final Transport transport;
    private final Timer timer;
    private final Channel intercepted;
    private final WaitingCalls waiting;
    private final AwaitedCredentials credentials;
    private final Resolution resolution;

    /** Calls to be given to another connection: one after the other, so that one which refuses at once recurses nowhere. */
    private final SerialQueue<ChannelCall<?, ?>> retries = new SerialQueue<>(this::assignAgain);

    /** Guards endpoints, closed and changes of the picker; nobody else's code but the balancer's runs under it. */
    private final Object lock = new Object();

    private List<EndpointConnection> endpoints = List.of();
    private boolean closed;

    /** Picks among ready connections; null while there is none. */
    private volatile @Nullable Picker<ClientConnection> picker;

    ClientChannel(Transport transport, Resolver resolver, ClientSettings settings) {
        this.transport = transport;
        this.settings = settings;
        this.timer = Timer.start("tern-client-timer");
        this.waiting = new WaitingCalls(settings.maxWaitingCalls());
        this.credentials = new AwaitedCredentials(settings);
        this.resolution = new Resolution(resolver, timer, settings.backoff(), new FoundEndpoints());
        this.retries.open(null);
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

    /** Ends calls in flight and those that wait with UNAVAILABLE, closes connections, gives back threads. Idempotent. */
    @Override
    public void close() {
        List<EndpointConnection> open;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            open = endpoints;
            endpoints = List.of();
        }
        picker = null;
        waiting.takeAll().forEach(call -> call.end(closedStatus()));
        credentials.close(closedStatus());
        open.forEach(endpoint -> endpoint.close(closedStatus()));
        timer.close();
        settings.closings().forEach(Runnable::run);
    }

    Timer timer() {
        return timer;
    }

    /** Takes a started call to a ready connection, or has it wait for one. */
    void assign(ChannelCall<?, ?> call) {
        Picker<ClientConnection> current = picker;
        if (current != null) {
            call.open(current.pick());
            return;
        }
        if (isClosed()) {
            call.end(closedStatus());
            return;
        }
        call.markWaited();
        Status full = waiting.add(call);
        if (!full.isOk()) {
            call.end(full);
            return;
        }
        // The state may have changed before the call was in the queue, when nobody could have told it.
        if (call.outcome() != null) {
            waiting.remove(call);
        } else if (isClosed()) {
            waiting.takeAll().forEach(waiter -> waiter.end(closedStatus()));
        } else if (picker != null) {
            serveWaiting();
        } else {
            connectOrFail();
        }
    }

    /**
     * A call's stream was closed and no server has seen it; the call goes to another connection, or waits for one. If this
     * side decided so, the connection is draining, closed or about to be, and takes no more calls even if its own word of
     * that is yet to come. If the peer did, it may have refused this stream alone: the connection says so itself if not.
     */
    void retry(ChannelCall<?, ?> call, ClientConnection refusing, Origin decidedBy) {
        if (decidedBy == Origin.THIS_SIDE) {
            endpoints().forEach(endpoint -> endpoint.leave(refusing));
        }
        retries.offer(call);
    }

    private void assignAgain(ChannelCall<?, ?> call) {
        try {
            assign(call);
        } catch (RuntimeException failure) {
            // There is no caller to tell, as there is at the start of a call.
            call.end(StatusCode.INTERNAL
                    .withMessage("the call could not be given to another connection: " + failure)
                    .withCause(failure));
        }
    }

    /** Where calls wait for their credentials. */
    AwaitedCredentials credentials() {
        return credentials;
    }

    /** A call has ended that may be waiting. */
    void forget(ChannelCall<?, ?> call) {
        waiting.remove(call);
    }

    /** What calls without a connection wait for: of several endpoints, the one that has come furthest. */
    Wait currentWait() {
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

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private List<EndpointConnection> endpoints() {
        synchronized (lock) {
            return endpoints;
        }
    }

    private void serveWaiting() {
        for (ChannelCall<?, ?> call : waiting.takeAll()) {
            assign(call);
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

    /** Called with the lock held, so that two changes at once don't leave the picker of the earlier one. */
    private void refreshPicker() {
        List<ClientConnection> ready = new ArrayList<>();
        for (EndpointConnection endpoint : endpoints()) {
            ClientConnection connection = endpoint.ready();
            if (connection != null) {
                ready.add(connection);
            }
        }
        picker = ready.isEmpty() ? null : settings.balancer().picker(ready);
    }

    private Status closedStatus() {
        return StatusCode.UNAVAILABLE.withMessage("the channel to " + settings.target() + " was closed by its owner");
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
    }

    /** Hears what the resolver found. */
    private final class FoundEndpoints implements Resolution.Owner {
        @Override
        public void onEndpoints(List<Endpoint> found) {
            List<EndpointConnection> gone = new ArrayList<>();
            synchronized (lock) {
                if (closed) {
                    return;
                }
                List<EndpointConnection> kept = new ArrayList<>();
                for (Endpoint endpoint : found) {
                    kept.add(existing(endpoint));
                }
                gone.addAll(endpoints);
                gone.removeAll(kept);
                endpoints = List.copyOf(kept);
                refreshPicker();
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
            return new EndpointConnection(endpoint, transport, timer, settings.backoff(), new ConnectionChanges());
        }
    }

    /** Hears how the connections are. */
    private final class ConnectionChanges implements EndpointConnection.Owner {
        @Override
        public void onChange() {
            synchronized (lock) {
                refreshPicker();
            }
            if (picker != null) {
                serveWaiting();
            } else if (wantsConnection()) {
                connectOrFail();
            }
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
