package dev.tern.rpc.netty.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.MethodKind;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.Status;
import dev.tern.rpc.StatusCode;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.call.ForwardingClientCallListener;
import dev.tern.rpc.call.ForwardingServerCall;
import dev.tern.rpc.call.ForwardingServerCallListener;
import dev.tern.rpc.call.ServerCall;
import dev.tern.rpc.call.ServerCallListener;
import dev.tern.rpc.call.ServerHandler;
import dev.tern.rpc.call.ServerInterceptor;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts on both sides which calls started, and how they ended. Safe for any number of threads. */
final class Books {
    /** What one side has of the calls of one kind. */
    static final class Account {
        private final LongAdder started = new LongAdder();
        private final Map<StatusCode, LongAdder> ended = new EnumMap<>(StatusCode.class);

        Account() {
            for (StatusCode code : StatusCode.values()) {
                ended.put(code, new LongAdder());
            }
        }

        long started() {
            return started.sum();
        }

        long ended() {
            return ended.values().stream().mapToLong(LongAdder::sum).sum();
        }

        long ended(StatusCode code) {
            return ended.get(code).sum();
        }

        @Override
        public String toString() {
            StringBuilder line = new StringBuilder(started() + " started");
            ended.forEach((code, count) -> line.append(count.sum() == 0 ? "" : ", " + count.sum() + " " + code));
            return line.toString();
        }
    }

    private final Map<MethodKind, Account> client = accounts();
    private final Map<MethodKind, Account> server = accounts();
    private final AtomicLong endedTwice = new AtomicLong();

    private static Map<MethodKind, Account> accounts() {
        Map<MethodKind, Account> accounts = new EnumMap<>(MethodKind.class);
        for (MethodKind kind : MethodKind.values()) {
            accounts.put(kind, new Account());
        }
        return accounts;
    }

    Account client(MethodKind kind) {
        return client.get(kind);
    }

    Account server(MethodKind kind) {
        return server.get(kind);
    }

    /** All calls that clients started. */
    long clientStarted() {
        return client.values().stream().mapToLong(Account::started).sum();
    }

    /** How many calls the server has begun to serve. */
    long serverStarted() {
        return server.values().stream().mapToLong(Account::started).sum();
    }

    /** Whether every call that was started has ended. */
    boolean allEnded() {
        return client.values().stream().allMatch(account -> account.started() == account.ended())
                && server.values().stream().allMatch(account -> account.started() == account.ended());
    }

    /** Every call ended exactly once on each side, and none went well that no server has seen. */
    void assertBalanced() {
        assertEquals(0, endedTwice.get(), "calls that ended more than once");
        for (MethodKind kind : MethodKind.values()) {
            Account there = server(kind);
            Account here = client(kind);
            assertEquals(here.started(), here.ended(), kind + " calls of clients: " + this);
            assertEquals(there.started(), there.ended(), kind + " calls at the server: " + this);
            if (kind != MethodKind.ONE_WAY && there.started() < here.ended(StatusCode.OK)) {
                throw new AssertionError("more " + kind + " calls went well than were served: " + this);
            }
            if (there.started() > here.started()) {
                throw new AssertionError("more " + kind + " calls were served than made: " + this);
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder page = new StringBuilder();
        for (MethodKind kind : MethodKind.values()) {
            page.append(String.format("%n  %-16s client %s; server %s", kind, client.get(kind), server.get(kind)));
        }
        return page.toString();
    }

    private void end(Account account, StatusCode code, AtomicBoolean ended) {
        account.ended.get(code).increment();
        if (!ended.compareAndSet(false, true)) {
            endedTwice.incrementAndGet();
        }
    }

    /** For the channel. */
    ClientInterceptor onClient() {
        return new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return new CountedClientCall<>(next.newCall(method, options), client.get(method.kind()));
            }
        };
    }

    /** For the server. */
    ServerInterceptor onServer() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> void intercept(ServerCall<Q, R> call, ServerHandler<Q, R> next) {
                Account account = server.get(call.method().kind());
                account.started.increment();
                next.start(new CountedServerCall<>(call, account));
            }
        };
    }

    private final class CountedClientCall<Q, R> extends ForwardingClientCall<Q, R> {
        private final Account account;
        private final AtomicBoolean ended = new AtomicBoolean();

        CountedClientCall(ClientCall<Q, R> call, Account account) {
            super(call);
            this.account = account;
        }

        @Override
        public void start(ClientCallListener<R> listener, Executor executor) {
            account.started.increment();
            super.start(
                    new ForwardingClientCallListener<R>(listener) {
                        @Override
                        public void onClose(Outcome outcome) {
                            end(account, outcome.status().code(), ended);
                            super.onClose(outcome);
                        }
                    },
                    executor);
        }
    }

    private final class CountedServerCall<Q, R> extends ForwardingServerCall<Q, R> {
        private final Account account;
        private final AtomicBoolean ended = new AtomicBoolean();

        CountedServerCall(ServerCall<Q, R> call, Account account) {
            super(call);
            this.account = account;
        }

        @Override
        protected ServerCallListener<Q> wrap(ServerCallListener<Q> listener) {
            return new ForwardingServerCallListener<Q>(listener) {
                @Override
                public void onClose(Status status) {
                    end(account, status.code(), ended);
                    super.onClose(status);
                }
            };
        }
    }
}
