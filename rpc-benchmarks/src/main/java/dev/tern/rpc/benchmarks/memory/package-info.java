/** What idle connections, idle streams and slow readers take in memory. Programs: {@code README.md} of this module has the commands. */
@NullMarked
package dev.tern.rpc.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
