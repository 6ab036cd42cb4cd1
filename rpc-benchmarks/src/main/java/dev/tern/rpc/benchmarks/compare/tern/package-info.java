/** The library itself, on either wire, with each of its executors and stubs. */
@NullMarked
package dev.tern.rpc.benchmarks.compare.tern;

import org.jspecify.annotations.NullMarked;
