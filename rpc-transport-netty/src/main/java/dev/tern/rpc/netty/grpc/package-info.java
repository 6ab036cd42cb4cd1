/**
 * gRPC over HTTP/2, live: connections, streams, flow control, on Netty's HTTP/2 connection handler. {@code
 * docs/spec/grpc-mapping.md} says how ideas of Tern map on it.
 *
 * <p>Uses {@code dev.tern.rpc}, {@code dev.tern.rpc.transport}, {@code dev.tern.rpc.netty.io} and {@code wire} below.
 */
@NullMarked
package dev.tern.rpc.netty.grpc;

import org.jspecify.annotations.NullMarked;
