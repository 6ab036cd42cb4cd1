/**
 * JMH benchmarks. Run with the command in {@code README.md} of this module; figures are only comparable within one run.
 */
@NullMarked
package dev.tern.rpc.benchmarks;

import org.jspecify.annotations.NullMarked;
