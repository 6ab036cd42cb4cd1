package dev.tern.rpc.call;

import dev.tern.rpc.MethodDescriptor;
import java.util.concurrent.Executor;

/** Where calls are made. Safe for any number of threads. */
public interface Channel {
    /** A new call, not started. */
    <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options);

    /** Where callbacks of asynchronous calls run unless they name an executor of their own. */
    Executor executor();

    /**
     * How long a thread that waits for a call's single reply looks for it before it sleeps, in nanoseconds. Default 0: it
     * sleeps at once.
     */
    default long spinNanos() {
        return 0;
    }
}
