package dev.tern.rpc.call;

import dev.tern.rpc.MethodDescriptor;
import java.util.ArrayDeque;

/**
 * Stands before every call of a channel: may change the options, wrap the call and its listener, or answer by itself.
 * Composed once when the channel is built. Safe for any number of threads.
 */
@FunctionalInterface
public interface ClientInterceptor {
    /** A call of the method; usually {@code next.newCall(method, options)}, changed or wrapped. */
    <Q, R> ClientCall<Q, R> intercept(MethodDescriptor<Q, R> method, CallOptions options, Channel next);

    /**
     * A channel on which these interceptors stand before every call, the first one outermost.
     *
     * @param channel the channel they lead to
     */
    static Channel compose(Channel channel, Iterable<? extends ClientInterceptor> interceptors) {
        Channel composed = channel;
        ArrayDeque<ClientInterceptor> innermostFirst = new ArrayDeque<>();
        interceptors.forEach(innermostFirst::addFirst);
        for (ClientInterceptor interceptor : innermostFirst) {
            composed = new InterceptedChannel(interceptor, composed);
        }
        return composed;
    }
}
