/**
 * The native protocol as bytes: pure functions between fields and buffers, with no state, no I/O and no allocation on
 * reads of fixed fields. Every malformed input is a {@link dev.tern.rpc.netty.framed.wire.WireException}.
 *
 * <p>Uses {@code dev.tern.rpc} and Netty's buffers. Specified in {@code docs/spec/framed.md}.
 */
@NullMarked
package dev.tern.rpc.netty.framed.wire;

import org.jspecify.annotations.NullMarked;
