package dev.tern.rpc.benchmarks.compare.harness;

/** What a call looks like. */
public enum Kind {
    /** One request, and the same back. */
    UNARY,

    /** One request, nothing back. */
    ONE_WAY,

    /** One request, many messages back. */
    STREAM,

    /** None: connections or streams are there and do nothing. */
    IDLE
}
