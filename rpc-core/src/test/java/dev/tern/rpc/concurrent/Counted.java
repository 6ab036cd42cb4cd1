package dev.tern.rpc.concurrent;

/** A timeout that counts how often it expired. */
final class Counted extends Timeout {
    private volatile int times;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // expires on one thread only
    protected void expired() {
        times++;
    }

    int times() {
        return times;
    }
}
