/**
 * Plumbing that every wire on Netty needs: telling protocols apart on one port, and many threads' writes with one flush.
 *
 * <p>Uses {@code dev.tern.rpc} and {@code dev.tern.rpc.transport}.
 */
@NullMarked
package dev.tern.rpc.netty.io;

import org.jspecify.annotations.NullMarked;
