package dev.tern.rpc.benchmarks.compare.harness;

/** Hears how one call went; exactly one method is called, once, on whichever thread finds out. */
public interface Completion {
    /**
     * It went well.
     *
     * @param bytes of the payload that came back; those that were sent if the call is one-way
     */
    void succeeded(int bytes);

    /** It did not; also if its deadline passed. */
    void failed(Throwable failure);
}
