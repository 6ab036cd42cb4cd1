package dev.tern.rpc.call;

import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One call, as the server answers it.
 *
 * <p>{@code send}, {@code reply} and {@code close} are for one thread at a time; the rest for any thread. Nothing here
 * blocks. After the call has ended every method is a no-op, but for {@code close}, of which the first wins.
 *
 * @param <Q> the request message
 * @param <R> the reply message
 */
public interface ServerCall<Q, R> {
    /** The method called. */
    MethodDescriptor<Q, R> method();

    /** What is known of the call; what handlers are given. */
    CallContext context();

    /**
     * Names who hears of requests and the end, once, before {@link ServerHandler#start} returns. Events wait until then.
     *
     * @param executor where the listener's methods run, one at a time and in order
     */
    void listen(ServerCallListener<Q> listener, Executor executor);

    /** As {@link #listen(ServerCallListener, Executor)}, on the executor that serves the method. */
    void listen(ServerCallListener<Q> listener);

    /** As {@link #listen(ServerCallListener)}, for who needs to hear of requests alone. */
    default void listen(RequestHandler<Q, R> handler) {
        listen((ServerCallListener<Q>) request -> handler.onRequest(request, this));
    }

    /**
     * Has someone told how the call went, once, when it has ended: what is noted for that begins now. Costs nothing for calls
     * that nobody watches.
     *
     * @param watcher told on whichever thread ends the call, often the transport's; must not block; what it throws is logged
     * @return whether it will be; false from calls that do not keep such notes, the default
     */
    default boolean watch(Consumer<CallReport> watcher) {
        return false;
    }

    /**
     * Lets so many more requests be delivered. A call begins with a demand of one.
     *
     * @param messages one or more
     */
    void request(int messages);

    /**
     * Whether the request that the listener is being told, or was told last, came compressed; never in-process. For the
     * listener's own methods. Replies are compressed by {@link CallContext#compressReplies}.
     */
    boolean isRequestCompressed();

    /** Sends the head of the reply now, with what was added to it, instead of with the first message. */
    void sendHeaders();

    /**
     * Sends a reply message that is not the last. Does not throw: a message that can't be encoded, or is over the limit,
     * ends the call with INTERNAL or RESOURCE_EXHAUSTED.
     */
    void send(R message);

    /** Whether a reply sent now would go out without piling up; {@code onReady} tells when that turns true. */
    boolean isReady();

    /**
     * Sends the last message and status OK, in one. Does not throw: as with {@link #send}, a message that can't be sent
     * ends the call.
     */
    void reply(R message);

    /** Ends the call with a status. */
    void close(Status status);

    /**
     * Ends the call with what a failure means: the status and trailers of an {@link dev.tern.rpc.RpcException}, UNKNOWN
     * for anything else, which is logged.
     */
    void fail(Throwable failure);
}
