package dev.tern.rpc.interop;

import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import java.util.Objects;

/** The claims of a case about its server. One that does not hold ends the case with an {@link AssertionError}. */
final class Check {
    private Check() {}

    static void that(boolean holds, String claim) {
        if (!holds) {
            throw new AssertionError("does not hold: " + claim);
        }
    }

    static void equal(Object expected, Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + " is " + actual + ", not " + expected);
        }
    }

    /**
     * Makes a call that is to fail.
     *
     * @return how it failed
     */
    static RpcException fails(StatusCode expected, String what, Runnable call) {
        try {
            call.run();
        } catch (RpcException failure) {
            if (failure.code() != expected) {
                throw new AssertionError(what + " ends with " + failure.getMessage() + ", not " + expected, failure);
            }
            return failure;
        }
        throw new AssertionError(what + " ends with OK, not " + expected);
    }
}
