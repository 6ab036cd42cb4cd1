package dev.tern.rpc.call;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call, as the client makes it.
 *
 * <p>Order: {@code start}, then any of the others. {@code send}, {@code compressMessages} and {@code halfClose} are for one
 * thread at a time; {@code request}, {@code isReady} and {@code cancel} for any thread. Nothing here blocks. After the call has ended every
 * method is a no-op.
 *
 * @param <Q> the request message
 * @param <R> the reply message
 */
public interface ClientCall<Q, R> {
    /**
     * Starts the call, once. The deadline starts to count.
     *
     * @param listener hears of replies and the end
     * @param executor where the listener's methods run, one at a time and in order; {@code Runnable::run} for the
     *     transport's threads, where they must not block
     * @throws IllegalStateException if started before
     */
    void start(ClientCallListener<R> listener, Executor executor);

    /**
     * Has someone told how the call went, once, when it has ended: what is noted for that begins with the call. Before {@code start}. Costs nothing for calls
     * that nobody watches.
     *
     * @param watcher told on whichever thread ends the call, often the transport's; must not block; what it throws is logged
     * @return whether it will be; false from calls that do not keep such notes, the default
     */
    default boolean watch(Consumer<CallReport> watcher) {
        return false;
    }

    /**
     * Lets so many more replies be delivered. A call begins with a demand of one.
     *
     * @param messages one or more
     */
    void request(int messages);

    /**
     * Sends a request message. Does not throw: a message that can't be encoded, or is over the limit, ends the call with
     * INTERNAL or RESOURCE_EXHAUSTED on this side. May be called when not ready, but what piles up before there is a
     * connection is bounded: past 64 messages the call ends with RESOURCE_EXHAUSTED. The message must not be changed until
     * something came back: if the connection turns out never to have sent it, it is sent again on another.
     *
     * @param last whether it is the last one; for kinds with a single request it always is
     */
    void send(Q message, boolean last);

    /**
     * Whether messages sent from here on are compressed; true at the start. Means something only with {@link
     * CallOptions#withCompressor}, and on a wire that compresses: in-process there are no bytes to compress. Turn it off
     * for messages that would not get shorter, or that must not share a compressed text with a secret.
     */
    void compressMessages(boolean on);

    /** Ends the requests with none further. */
    void halfClose();

    /** Whether a request sent now would go out without piling up; {@code onReady} tells when that turns true. */
    boolean isReady();

    /**
     * Whether the reply that the listener is being told, or was told last, came compressed; never in-process. For the
     * listener's own methods, and for who knows that they have returned.
     */
    boolean isReplyCompressed();

    /**
     * Ends the call with CANCELLED, here and at the server.
     *
     * @param message why, for people
     * @param cause what made the caller give up, if anything; stays on this side
     */
    void cancel(String message, @Nullable Throwable cause);
}
