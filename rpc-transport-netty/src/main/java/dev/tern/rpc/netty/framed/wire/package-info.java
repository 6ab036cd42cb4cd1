/**
 * The native protocol as bytes: pure functions between fields and buffers, with no I/O and no allocation on reads of fixed
 * fields. There is no state but what spares work on metadata, and changes no result: a connection's last that was read, a
 * thread's last that was written. Every malformed input is a {@link dev.tern.rpc.netty.framed.wire.WireException}.
 *
 * <p>Uses {@code dev.tern.rpc} and Netty's buffers. Specified in {@code docs/spec/framed.md}.
 */
@NullMarked
package dev.tern.rpc.netty.framed.wire;

import org.jspecify.annotations.NullMarked;
