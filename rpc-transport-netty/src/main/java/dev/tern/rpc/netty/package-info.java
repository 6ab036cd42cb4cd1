/**
 * Tern over TCP, on Netty: the transport and what it is set to, TLS included.
 *
 * <p>The only package of this module that is exported. Uses {@code dev.tern.rpc.netty.io}, {@code
 * dev.tern.rpc.netty.framed} and {@code dev.tern.rpc.netty.grpc}, besides the core.
 */
@NullMarked
package dev.tern.rpc.netty;

import org.jspecify.annotations.NullMarked;
