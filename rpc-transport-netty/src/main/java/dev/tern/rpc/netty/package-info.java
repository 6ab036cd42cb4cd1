/**
 * Tern over TCP, on Netty: the transport and what it is set to.
 *
 * <p>The only package of this module that is exported. Uses {@code dev.tern.rpc.netty.io} and {@code
 * dev.tern.rpc.netty.framed}, besides the core.
 */
@NullMarked
package dev.tern.rpc.netty;

import org.jspecify.annotations.NullMarked;
