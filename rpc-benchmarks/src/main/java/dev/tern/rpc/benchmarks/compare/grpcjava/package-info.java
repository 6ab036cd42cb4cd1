/** grpc-java, with direct executors and one event loop, or as it comes. */
@NullMarked
package dev.tern.rpc.benchmarks.compare.grpcjava;

import org.jspecify.annotations.NullMarked;
