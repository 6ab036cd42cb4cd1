/**
 * Apache Dubbo as it comes, by its own protocol or by Triple, without a registry: clients are told where the server is. Its server
 * listens at all addresses, since it takes 127.0.0.1 for none, and at the first port from its usual one on that is free.
 */
@NullMarked
package dev.tern.rpc.benchmarks.peers.dubbo;

import org.jspecify.annotations.NullMarked;
