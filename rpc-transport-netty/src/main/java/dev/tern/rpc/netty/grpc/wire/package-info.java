/**
 * gRPC over HTTP/2 as bytes and header fields: pure functions, with no state but what is used again to spare work and changes no
 * result: blocks, paths, texts, a connection's last metadata. {@code docs/spec/grpc-mapping.md} is what they implement.
 *
 * <p>Uses {@code dev.tern.rpc}, Netty's buffers, and the header types of its HTTP/2 codec.
 */
@NullMarked
package dev.tern.rpc.netty.grpc.wire;

import org.jspecify.annotations.NullMarked;
