/**
 * The in-process transport: the transport SPI between two objects, with no sockets, no threads and no clock. For testing
 * a service as its clients see it, and for calls between parts of one program.
 *
 * <p>Uses {@code dev.tern.rpc} and {@code dev.tern.rpc.transport} only.
 */
@NullMarked
package dev.tern.rpc.inprocess;

import org.jspecify.annotations.NullMarked;
