/**
 * Ready-made interceptors, each short enough to be an example to copy.
 *
 * <p>Uses {@code dev.tern.rpc}, {@code dev.tern.rpc.call} and {@code dev.tern.rpc.concurrent}.
 */
@NullMarked
package dev.tern.rpc.interceptor;

import org.jspecify.annotations.NullMarked;
