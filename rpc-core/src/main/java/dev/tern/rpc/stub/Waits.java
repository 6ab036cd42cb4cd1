package dev.tern.rpc.stub;

import dev.tern.rpc.Outcome;
import dev.tern.rpc.RpcException;
import dev.tern.rpc.StatusCode;
import java.util.function.BooleanSupplier;

/** What every blocking wait of this package does about interrupts and failures. */
final class Waits {
    private Waits() {}

    /**
     * Waits; an interrupt gives the call up, is left set for the caller to see, and surfaces as CANCELLED.
     *
     * @throws RpcException CANCELLED if interrupted
     */
    static void await(EventPump pump, BooleanSupplier claim, Runnable giveUp) {
        try {
            pump.await(claim);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            giveUp.run();
            throw new RpcException(StatusCode.CANCELLED
                    .withMessage("the thread was interrupted while it waited for the call")
                    .withCause(interrupted));
        }
    }

    /** A failure to throw on the waiting thread: its stack shows who waited, and the original is the cause. */
    static RpcException rethrown(RpcException failure) {
        Outcome end = failure.outcome();
        if (failure.getCause() != null) {
            return new RpcException(end);
        }
        return new RpcException(end.withStatus(end.status().withCause(failure)));
    }
}
