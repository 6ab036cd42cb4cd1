/**
 * The shapes in which people want to call and to serve: blocking and asynchronous, for every kind of method. Generated
 * stubs and bindings are one line a method on top of these.
 *
 * <p>Uses {@code dev.tern.rpc} and {@code dev.tern.rpc.call}.
 */
@NullMarked
package dev.tern.rpc.stub;

import org.jspecify.annotations.NullMarked;
