/**
 * Names to endpoints, over time.
 *
 * <p>Uses {@code dev.tern.rpc} only.
 */
@NullMarked
package dev.tern.rpc.resolve;

import org.jspecify.annotations.NullMarked;
