package dev.tern.rpc.call;

import dev.tern.rpc.Deadline;
import dev.tern.rpc.Metadata;
import dev.tern.rpc.MethodDescriptor;
import dev.tern.rpc.Status;
import dev.tern.rpc.TlsSession;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a handler knows of the call it serves, and may add to its reply. An explicit argument, never a thread-local: pass
 * it to whatever works on the call, and to stubs by {@code stub.within(call)}. Safe for any number of threads, but for
 * {@link #compressReplies}.
 */
public interface CallContext {
    /** The method called. */
    MethodDescriptor<?, ?> method();

    /** What the client sent beside its messages. */
    Metadata metadata();

    /** By when the call must have ended, if the client set a deadline. */
    Optional<Deadline> deadline();

    /** The client's address. */
    SocketAddress peer();

    /**
     * What the TLS handshake of the client's connection has settled: version, cipher suite, and the certificate the client
     * has shown, if it has. Empty without TLS, and in-process.
     */
    Optional<TlsSession> tls();

    /** Whether nobody waits for the reply any more: the client cancelled or vanished, or the deadline has passed. */
    boolean isCancelled();

    /**
     * Has an action run once when the call is cancelled; at once if it is already. It runs on whichever thread notices,
     * often the transport's, and must not block.
     *
     * @param action given the reason
     * @return forgets the action when closed
     */
    Registration onCancel(Consumer<Status> action);

    /**
     * Adds metadata to the head of the reply.
     *
     * @throws IllegalStateException if the head is already sent, as it is with the first reply message
     */
    <T> void addHeader(Metadata.Key<T> key, T value);

    /** Adds metadata to the end of the reply, beside the status. */
    <T> void addTrailer(Metadata.Key<T> key, T value);

    /**
     * Whether replies sent from here on are compressed, if the client takes a compression that this side has; false at the
     * start. In-process it changes nothing: there are no bytes to compress. The first true has the head of the reply name
     * the compression; after it one may turn it off and on between messages.
     *
     * <p>Unlike the rest of this interface, for the thread that sends the replies.
     *
     * @throws IllegalStateException if on for the first time, and the head of the reply is already sent
     */
    void compressReplies(boolean on);

    /** An action that can be forgotten. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        /** Forgets the action. Idempotent; the action may be running. */
        @Override
        void close();
    }
}
