package dev.tern.rpc.balance;

/**
 * Picks for each call. Safe for any number of threads, without locks.
 *
 * @param <C> what is picked: a ready connection
 */
@FunctionalInterface
public interface Picker<C> {
    /** The candidate for the next call. */
    C pick();
}
