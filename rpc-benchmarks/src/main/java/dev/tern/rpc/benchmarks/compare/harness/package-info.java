/**
 * The comparison of whole processes: workloads, the loops that make calls, what is measured, the two programs that a sample runs,
 * and the program that runs the samples. Knows no library that makes calls: those come as {@link
 * dev.tern.rpc.benchmarks.compare.harness.Peer}s, by name of class and class path.
 *
 * <p>Uses the JDK and HdrHistogram only, not even annotations for nulls, since projects with a class path of their own compile
 * these sources.
 */
package dev.tern.rpc.benchmarks.compare.harness;
