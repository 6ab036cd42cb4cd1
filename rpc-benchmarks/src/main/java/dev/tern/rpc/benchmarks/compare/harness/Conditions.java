package dev.tern.rpc.benchmarks.compare.harness;

/**
 * What a peer is to be set up for.
 *
 * @param workload what is going to be asked
 * @param keys what to encrypt with, if the workload says so
 */
public record Conditions(Workload workload, TlsKeys keys) {}
