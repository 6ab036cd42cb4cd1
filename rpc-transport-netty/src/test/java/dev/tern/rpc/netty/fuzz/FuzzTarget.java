package dev.tern.rpc.netty.fuzz;

import java.util.List;

/** What is fuzzed: takes any bytes, and fails if a promise is broken. Has no state from one input to the next. */
public interface FuzzTarget {
    /**
     * Does with an input what is to be tested.
     *
     * @throws RuntimeException what should not have been thrown
     * @throws AssertionError a promise that was broken
     */
    void run(byte[] input);

    /** Inputs that are as they should be, for mutations to begin with. */
    List<byte[]> examples();
}
