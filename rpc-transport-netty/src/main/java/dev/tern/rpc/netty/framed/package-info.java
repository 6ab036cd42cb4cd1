/**
 * The native protocol, live: connections, streams, credit, and how their frames share one socket.
 *
 * <p>Uses {@code dev.tern.rpc}, {@code dev.tern.rpc.transport}, {@code dev.tern.rpc.netty.io} and {@code
 * dev.tern.rpc.netty.framed.wire}. Specified in {@code docs/spec/framed.md}.
 */
@NullMarked
package dev.tern.rpc.netty.framed;

import org.jspecify.annotations.NullMarked;
