package dev.tern.rpc.examples.interceptor;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Outcome;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientCallListener;
import dev.tern.rpc.call.ClientInterceptor;
import dev.tern.rpc.call.ForwardingClientCall;
import dev.tern.rpc.call.ForwardingClientCallListener;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Tells how each call ended, whatever kind it is: exactly one line a call.
 *
 * @param lines where the lines go; called on the threads of the calls
 */
record CallLog(Consumer<String> lines) implements ClientInterceptor {
    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return new ForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(ClientCallListener<R> listener, Executor executor) {
                super.start(
                        new ForwardingClientCallListener<>(listener) {
                            @Override
                            public void onClose(Outcome outcome) {
                                lines.accept(method.fullName() + " -> " + outcome.status());
                                super.onClose(outcome);
                            }
                        },
                        executor);
            }
        };
    }
}
