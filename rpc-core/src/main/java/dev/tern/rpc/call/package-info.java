/**
 * Calls as stubs, interceptors and generated code see them: what one can do with a call on either side, and what one
 * hears of it.
 *
 * <p>Uses {@code dev.tern.rpc} only.
 */
@NullMarked
package dev.tern.rpc.call;

import org.jspecify.annotations.NullMarked;
