/**
 * Plumbing that every wire on Netty needs: telling protocols apart on one port, how a connection begins, is kept alive and
 * ends, many threads' writes with one flush, the pace and the one end of streams, messages as they come, buffers for those that go
 * from one thread to another, and compression.
 *
 * <p>Uses {@code dev.tern.rpc} and {@code dev.tern.rpc.transport}.
 */
@NullMarked
package dev.tern.rpc.netty.io;

import org.jspecify.annotations.NullMarked;
