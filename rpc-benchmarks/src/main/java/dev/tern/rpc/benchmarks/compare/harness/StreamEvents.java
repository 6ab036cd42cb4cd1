package dev.tern.rpc.benchmarks.compare.harness;

/** Hears what comes of one stream, one event after another: any number of messages, then one of the others. */
public interface StreamEvents {
    /** A message came and was decoded, with so many bytes of payload. */
    void message(int bytes);

    /** The server has sent all. */
    void ended();

    /** The stream broke; also if its deadline passed. */
    void failed(Throwable failure);
}
