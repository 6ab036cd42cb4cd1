/** gRPC: the other wire, at the same port. */
@NullMarked
package dev.tern.rpc.examples.grpc;

import org.jspecify.annotations.NullMarked;
