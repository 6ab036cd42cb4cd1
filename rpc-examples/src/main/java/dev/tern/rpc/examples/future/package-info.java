/**
 * A reply that comes later: as a future, as a token to look at now and then, or told to a callback.
 */
@NullMarked
package dev.tern.rpc.examples.future;

import org.jspecify.annotations.NullMarked;
