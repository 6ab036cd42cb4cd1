package dev.tern.rpc.client;

import dev.tern.rpc.balance.Balancer;
import dev.tern.rpc.call.CallOptions.WhenFull;
import dev.tern.rpc.call.ClientInterceptor;
import java.util.List;
import java.util.concurrent.Executor;

/** What a channel's builder collected; checked there. */
record ClientSettings(
        String target,
        String authority,
        Executor executor,
        Balancer balancer,
        Backoff backoff,
        int maxWaitingCalls,
        int maxCallsPerConnection,
        WhenFull whenFull,
        long spinNanos,
        List<ClientInterceptor> interceptors,
        List<Runnable> closings) {}
