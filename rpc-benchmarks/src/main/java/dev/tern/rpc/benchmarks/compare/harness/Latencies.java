package dev.tern.rpc.benchmarks.compare.harness;

/**
 * What a client recorded; nanoseconds.
 *
 * @param count calls that completed, or messages that came
 * @param p50 half were as quick; 0 for streams, as the others
 * @param p99 all but a hundredth
 * @param p999 all but a thousandth
 */
record Latencies(long count, long p50, long p99, long p999) {}
