package dev.tern.rpc.call;

import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What calls show a server to prove who makes them: metadata, asked for anew for each call, and sent with it. Given to a stub by
 * {@code stub.withCredentials(...)}. A call is asked for its credentials once it has a connection, and again if it has to go to
 * another. They are not sent where others could read them, unless {@link #allowPlaintext} says so: a call on such a connection ends
 * with UNAUTHENTICATED, and nothing is asked for.
 *
 * <p>Safe for any number of threads. {@link #metadataFor} runs on the thread that makes the call; if the call has had to wait
 * for a connection, on the channel's executor. It may block there, if that executor is none of threads that must not: a
 * thread that makes an asynchronous call is then held up too. Better, and right everywhere, is a stage that completes later.
 */
@FunctionalInterface
public interface CallCredentials {
    /**
     * The metadata for one call. The call waits for it until its deadline, and at most as many calls of a channel do as {@code
     * maxWaitingCalls} says.
     *
     * <p>If it can't be had the call ends: with UNAUTHENTICATED, or, if the stage fails with an {@link
     * dev.tern.rpc.RpcException}, or one is thrown here, with that one's code.
     *
     * @param method what is called
     * @param authority whom the channel means to reach, {@code host:port}: what a token may have to be issued for
     */
    CompletionStage<Metadata> metadataFor(MethodDescriptor<?, ?> method, String authority);

    /** Whether they may be sent where others can read them. Default: no. */
    default boolean allowsPlaintext() {
        return false;
    }

    /** The same, and they may be sent where others can read them: for a network that keeps others out by itself. */
    default CallCredentials allowPlaintext() {
        CallCredentials guarded = this;
        return new CallCredentials() {
            @Override
            public CompletionStage<Metadata> metadataFor(MethodDescriptor<?, ?> method, String authority) {
                return guarded.metadataFor(method, authority);
            }

            @Override
            public boolean allowsPlaintext() {
                return true;
            }
        };
    }

    /**
     * A token, sent as {@code authorization: Bearer} (RFC 6750, section 2.1).
     *
     * @param token asked for each call, and so best one that is at hand: {@link #metadataFor} says on which thread
     */
    static CallCredentials bearer(Supplier<String> token) {
        return (method, authority) ->
                CompletableFuture.completedFuture(Metadata.of(Authorization.KEY, Authorization.BEARER + token.get()));
    }
}
