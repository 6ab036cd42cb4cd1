/**
 * Apache Thrift: asynchronous clients, a server whose one thread does all, the binary protocol in frames. What Thrift's compiler, a
 * native program, would generate is written by hand, for
 *
 * <pre>
 * struct Payload { 1: binary data }
 * service Echo {
 *   Payload echo(1: Payload payload)
 *   oneway void note(1: Payload payload)
 * }
 * </pre>
 */
@NullMarked
package dev.tern.rpc.benchmarks.peers.thrift;

import org.jspecify.annotations.NullMarked;
