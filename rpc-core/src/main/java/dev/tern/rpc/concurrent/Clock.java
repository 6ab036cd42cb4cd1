package dev.tern.rpc.concurrent;

/** Where time comes from, so that tests can bring their own. Safe for any number of threads. */
@FunctionalInterface
public interface Clock {
    /** The clock of the machine. */
    Clock SYSTEM = System::nanoTime;

    /** Nanoseconds on a scale with an arbitrary start, as {@link System#nanoTime}: to be compared by difference only. */
    long nanoTime();
}
