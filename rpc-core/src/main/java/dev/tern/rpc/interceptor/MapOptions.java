package dev.tern.rpc.interceptor;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.call.CallOptions;
import dev.tern.rpc.call.Channel;
import dev.tern.rpc.call.ClientCall;
import dev.tern.rpc.call.ClientInterceptor;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Changes the options of every call: {@code MapOptions.by(options -> options.withMetadata(TENANT, "blue"))}. The operator is
 * asked for each call, on the thread that makes it.
 */
public final class MapOptions implements ClientInterceptor {
    private final UnaryOperator<CallOptions> change;

    private MapOptions(UnaryOperator<CallOptions> change) {
        this.change = Objects.requireNonNull(change, "change");
    }

    /** An interceptor that makes this change. */
    public static MapOptions by(UnaryOperator<CallOptions> change) {
        return new MapOptions(change);
    }

    @Override
    public <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        return next.newCall(method, change.apply(options));
    }
}
