/** Armeria's gRPC, with the stubs that grpc-java generates and one event loop a side. */
@NullMarked
package dev.tern.rpc.benchmarks.peers.armeria;

import org.jspecify.annotations.NullMarked;
