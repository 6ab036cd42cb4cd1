package dev.tern.rpc.resolve;

/**
 * Turns what a channel was told to call into endpoints. One resolver serves one channel.
 *
 * <p>{@code resolve} is called when the channel first needs a connection, and again whenever all attempts to connect
 * have failed, one at a time; it may take its time and answers from any thread.
 */
public interface Resolver extends AutoCloseable {
    /**
     * Looks the endpoints up and tells the listener; at least once per call, and on its own accord later if it learns of
     * a change.
     */
    void resolve(ResolverListener listener);

    /** What is resolved, for messages: {@code localhost:50051}. */
    String target();

    /** Ends lookups. Idempotent. */
    @Override
    default void close() {}
}
